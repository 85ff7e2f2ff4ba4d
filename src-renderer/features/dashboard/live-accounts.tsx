import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, openPage, StateBadge } from '../../ui/index.ts';
import classes from './dashboard-page.module.css';

const texts = wording.dashboard;

/** Real money beside the simulated: what each live account is worth, and whether it may trade. Nothing where there is none. */
export function LiveAccounts() {
  const accounts = useReplica((state) => state.accounts);
  const reconciliations = useReplica((state) => state.reconciliations);
  const live = Object.values(accounts).filter(({ paper }) => !paper);
  if (live.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={texts.liveAccounts}>
      {live.map(({ id, name, equity, profitToday, quoteAsset }) => {
        const state = reconciliations[id]?.state ?? 'waiting';
        return (
          <dl key={id} className={classes.tile}>
            <dt>{name}</dt>
            <dd className={classes.figure}>
              <Amount value={equity} asset={quoteAsset} />
            </dd>
            <dd className={classes.tileNote}>
              <Amount value={profitToday} asset={quoteAsset} signed />{' '}
              <button type="button" className={classes.plainButton} onClick={() => openPage('orders')}>
                <StateBadge tone={state === 'green' ? 'good' : 'warning'} label={wording.orders[state]} />
              </button>
            </dd>
          </dl>
        );
      })}
    </section>
  );
}
