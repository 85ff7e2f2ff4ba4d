import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { TimeText } from '../../ui/index.ts';
import classes from './risk-page.module.css';

const texts = wording.risk;

/** The newest refusal and how many there were, where it is seen at once: all of them stand at the page's end. */
export function LatestRefusal() {
  const latest = useReplica(({ refusals }) => refusals.at(-1));
  const count = useReplica(({ refusals }) => refusals.length);
  const bot = useReplica(({ bots }) => (latest === undefined ? undefined : bots[latest.botId]?.config.name));
  if (latest === undefined) return null;
  return (
    <section className={classes.latest} aria-label={texts.latestRefusal}>
      <strong>{texts.refusedSoFar(count)}</strong> <TimeText timeMs={latest.timeMs} pattern="full" />{' '}
      {bot ?? latest.botId}, {wording.trading.rules[latest.rule] ?? latest.rule}: {latest.actual} ({latest.limit})
    </section>
  );
}
