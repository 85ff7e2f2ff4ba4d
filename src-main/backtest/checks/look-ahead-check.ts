import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import { intervalMs } from '../../model/time.ts';
import type { CheckContext } from './check-context.ts';
import { failed, notApplicable, passed, somePlaces, whyNotChecked } from './check-context.ts';
import type { Check, Evidence } from './check-report.ts';
import { differencesOf } from './compare-records.ts';
import { foresightOf } from './foresight.ts';
import { NOTHING } from './intent-text.ts';
import { cutAfter, mirroredAfter, othersBetween, othersMirroredAfter } from './other-tapes.ts';
import { recordRun } from './record-run.ts';
import type { RunRecord } from './run-record.ts';
import { firstJudged, lastJudged } from './run-record.ts';

/** Bars after which the tape is cut and changed: half of them where it wanted something, half anywhere. */
const PLACES = 24;

/** A run on a tape that ends with `last`, or has another future after it. */
export type FutureRun = { readonly last: number; readonly probe: 'cut' | 'otherFuture'; readonly record: RunRecord };

/** The runs that look-ahead and repainting are judged by. */
export function runOtherFutures(context: CheckContext): Outcome<readonly FutureRun[]> {
  const { subject, candles } = context;
  if (whyNotChecked(context) !== null) return succeed([]);
  const runs: FutureRun[] = [];
  for (const last of futurePlaces(context)) {
    const lastMs = candles.openTimeMs[last] as number;
    context.beforeRun();
    const others = othersBetween(subject.others, Number.NEGATIVE_INFINITY, lastMs);
    const cut = recordRun(subject, cutAfter(candles, last, intervalMs(subject.interval)), { hideLast: true, others });
    if (!cut.ok) return cut;
    context.beforeRun();
    const mirrored = othersMirroredAfter(subject.others, lastMs);
    const other = recordRun(subject, mirroredAfter(candles, last), { others: mirrored });
    if (!other.ok) return other;
    runs.push({ last, probe: 'cut', record: cut.value }, { last, probe: 'otherFuture', record: other.value });
  }
  return succeed(runs);
}

function futurePlaces({ whole, random }: CheckContext): readonly number[] {
  const [first, last] = [firstJudged(whole), lastJudged(whole)];
  const acted = whole.decisions.flatMap((decision, row) => (decision === NOTHING ? [] : [row]));
  const chosen = somePlaces(random, PLACES / 2, 0, acted.length - 1).map((index) => acted[index] as number);
  const anywhere = somePlaces(random, PLACES - chosen.length, first, last);
  return [...new Set([...chosen, ...anywhere])].sort((a, b) => a - b);
}

/**
 * Whether what it wants at a bar, or what its indicators say there, depends on later candles: up to bar t a run must be the
 * same to the bit whether the tape ends at t, goes on, or goes on otherwise. Before that the whole tape is run again, which
 * finds what is kept from an earlier run, and mirrored, which finds a strategy that knows the tape from elsewhere.
 */
export function checkLookAhead(context: CheckContext, futures: readonly FutureRun[]): Outcome<Check> {
  const because = whyNotChecked(context);
  if (because !== null) return succeed(negativeRead(because));
  const { subject, candles, whole } = context;
  const wanted = whole.decisions.filter((decision) => decision !== NOTHING).length;
  if (wanted === 0 && whole.outputs.length === 0) {
    return succeed(
      notApplicable('It wants nothing on this tape and declares no indicators: there is nothing to compare.'),
    );
  }
  const rows = { candles, whole, from: 0, to: lastJudged(whole) };
  context.beforeRun();
  const again = recordRun(subject, candles);
  if (!again.ok) return again;
  const kept = differencesOf({ ...rows, other: again.value, probe: 'again', probeBar: null });
  if (kept.length > 0)
    return succeed(
      failed(
        `Run again on the same candles it is not the same from bar ${kept[0]?.bar} on: it keeps something from an earlier run (which knows what comes), or uses chance.`,
        kept,
      ),
    );
  const seen = futures.flatMap(({ last, probe, record }) =>
    differencesOf({ ...rows, to: last, other: record, probe, probeBar: last }),
  );
  if (seen.length > 0) return succeed(failed(lookAheadSentence(seen), seen));
  context.beforeRun();
  const foresight = foresightOf(context);
  if (!foresight.ok) return foresight;
  return succeed(foresight.value ?? passed(passedSentence(futures, wanted)));
}

/** Asking for a bar that is not there yet is caught as it happens. */
function negativeRead(check: Check): Check {
  const ahead = /barsAgo is (-[\d.]+)/.exec(check.sentence);
  if (ahead === null) return check;
  return { ...check, sentence: `It asks for a candle that has not closed yet: ${check.evidence[0]?.actual}.` };
}

function lookAheadSentence(evidence: readonly Evidence[]): string {
  const first = evidence.find(({ what }) => what === 'decision') ?? (evidence[0] as Evidence);
  const subject = first.what === 'decision' ? 'what it wants' : `its indicator ${first.name}`;
  const when = first.probe === 'cut' ? 'when the tape ends' : 'when other candles come';
  const after = first.bar === first.probeBar ? 'after that bar' : `after bar ${first.probeBar}`;
  return `It sees the future: ${subject} at bar ${first.bar} is ${first.expected ?? 'nothing'} on the whole tape, and ${first.actual ?? 'nothing'} ${when} ${after}.`;
}

function passedSentence(futures: readonly FutureRun[], wanted: number): string {
  const runs = `the same to the bit in ${futures.length} runs whose candles end early or go on otherwise`;
  if (wanted === 0)
    return `Its indicators are ${runs}. It wanted nothing on this tape, so its decisions are not proven.`;
  return `Its decisions and indicators are ${runs}.`;
}
