import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, Panel, StateBadge } from '../../ui/index.ts';
import { FindingRows } from './finding-rows.tsx';
import classes from './orders-page.module.css';

const texts = wording.orders;

/** Each live account: whether it may trade, what is wrong, and what a person has to decide. */
export function AccountsPanel() {
  const accounts = useReplica((state) => state.accounts);
  const live = Object.values(accounts).filter(({ paper }) => !paper);
  return (
    <Panel title={texts.accounts} note={live.length === 0 ? undefined : live.length}>
      <Alarms />
      {live.length === 0 && <p className={classes.hint}>{texts.noAccounts}</p>}
      {live.map(({ id }) => (
        <AccountStanding key={id} accountId={id} />
      ))}
    </Panel>
  );
}

function Alarms() {
  const alarms = useReplica((state) => state.alarms);
  return Object.values(alarms).map(({ key, code, message }) => (
    <p key={key} className={classes.alarm} role="alert">
      <strong>{texts.alarms[code]}</strong>: {message}
    </p>
  ));
}

function AccountStanding({ accountId }: { readonly accountId: string }) {
  const account = useReplica((state) => state.accounts[accountId]);
  const reconciliation = useReplica((state) => state.reconciliations[accountId]);
  if (account === undefined || reconciliation === undefined) return null;
  const { state, missing, findings } = reconciliation;
  return (
    <section className={classes.account} aria-label={account.name} data-testid={`account-${accountId}`}>
      <div className={classes.standing}>
        <strong>{account.name}</strong>
        <StateBadge tone={state === 'green' ? 'good' : 'warning'} label={texts[state]} />
        <Amount value={account.equity} asset={account.quoteAsset} />
        {state === 'waiting' && <span>{texts.waitsFor(missing)}</span>}
      </div>
      {findings.length === 0 ? (
        <p className={classes.hint}>{texts.noFindings}</p>
      ) : (
        <FindingRows accountId={accountId} findings={findings} />
      )}
    </section>
  );
}
