import { wording } from '../../language/index.ts';
import { useReplicaShallow } from '../../replica/index.ts';
import { openPage } from '../../ui/index.ts';
import classes from './mode-banner.module.css';

/** On every page while a governor holds a group of accounts back: which, how, and the way to where it is released. */
export function ModeBanner() {
  const restricted = useReplicaShallow(({ riskModes }) =>
    Object.values(riskModes).filter(({ kind }) => kind !== 'normal'),
  );
  return restricted.map(({ group, kind, holds }) => (
    <div key={group} className={classes.banner} role="status" data-testid="mode-banner">
      <strong>{wording.risk.banner(wording.risk.groups[group], wording.risk.modes[kind])}</strong>
      <span className={classes.reason}>{holds[0]?.reason ?? ''}</span>
      <button type="button" className={classes.open} onClick={() => openPage('risk')}>
        {wording.risk.open}
      </button>
    </div>
  ));
}
