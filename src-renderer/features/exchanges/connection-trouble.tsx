import type { ConnectionView, ExchangeHealthView } from '../../../src-preload/contract/exchange-views.ts';
import { wording } from '../../language/index.ts';
import { standingOf } from './connection-standing.ts';
import classes from './exchanges-page.module.css';
import { adviceOn, reasonText } from './reason-text.ts';

const texts = wording.exchanges;

/** Why the connection does not work, what can be done, and that it goes on trying. */
export function ConnectionTrouble({ connection }: { readonly connection: ConnectionView }) {
  const standing = standingOf(connection);
  const { health } = connection;
  const told = connection.reason !== '' ? connection.reason : health === null ? '' : reasonIn(health);
  if (standing !== 'failed' && standing !== 'disturbed' && told === '') return null;
  const advice = adviceOn(told);
  return (
    <div className={classes.failure} role="status">
      {standing === 'disturbed' && <p className={classes.reasonLine}>{texts.disturbedHint}</p>}
      {told !== '' && <p className={classes.reasonLine}>{reasonText(told)}</p>}
      {advice !== undefined && <p className={classes.reasonLine}>{advice}</p>}
      <p className={classes.reasonLine}>{texts.triedAgain}</p>
    </div>
  );
}

function reasonIn({ breakers, streams }: ExchangeHealthView): string {
  const broken = breakers.find(({ state }) => state !== 'closed') ?? streams.find(({ state }) => state === 'waiting');
  return broken?.reason ?? '';
}
