import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { CheckContext } from './check-context.ts';
import { failed, notApplicable, passed, whyNotChecked } from './check-context.ts';
import type { Check, Evidence } from './check-report.ts';
import { MOST_EVIDENCE } from './check-report.ts';
import { differencesOf, numberOrNull, place } from './compare-records.ts';
import { NOTHING } from './intent-text.ts';
import type { FutureRun } from './look-ahead-check.ts';
import { recordRun } from './record-run.ts';
import { firstJudged, lastJudged } from './run-record.ts';

/**
 * Whether a value or a decision that was given for a bar is another one later. Three looks at every bar: as a live bot is
 * given it, candle by candle (step form), against the whole run (series form); as it was given, against the same bar read
 * back from the tape's end; and as the last bar of a tape that ends there, against the whole run.
 */
export function checkRepainting(context: CheckContext, futures: readonly FutureRun[]): Outcome<Check> {
  const because = whyNotChecked(context);
  if (because !== null) return succeed(because);
  const { subject, candles, whole } = context;
  if (whole.outputs.length === 0 && whole.decisions.every((decision) => decision === NOTHING)) {
    return succeed(
      notApplicable('It wants nothing on this tape and declares no indicators: nothing could be repainted.'),
    );
  }
  context.beforeRun();
  const live = recordRun(subject, candles, { stepped: true });
  if (!live.ok) return live;
  const [from, to] = [firstJudged(whole), lastJudged(whole)];
  const rows = { candles, whole, from, to };
  const evidence = [
    ...differencesOf({ ...rows, other: live.value, probe: 'live', probeBar: null }),
    ...lookedBack(context),
    ...futures
      .filter(({ probe }) => probe === 'cut')
      .flatMap(({ last, record }) =>
        differencesOf({ ...rows, from: last, to: last, other: record, probe: 'cut', probeBar: last }),
      ),
  ];
  if (evidence.length > 0) return succeed(failed(sentenceOf(evidence[0] as Evidence), evidence));
  const bars = to - from + 1;
  return succeed(
    passed(`What it said at each of ${bars} bars was never changed by a later one, and is what a live bot is told.`),
  );
}

function lookedBack({ candles, whole }: CheckContext): readonly Evidence[] {
  const found: Evidence[] = [];
  const last = lastJudged(whole);
  for (let row = firstJudged(whole); row <= last && found.length < MOST_EVIDENCE; row++) {
    for (const { name, given, lookedBack: later } of whole.outputs) {
      if (later === null || Object.is(given[row], later[row])) continue;
      const values = { expected: numberOrNull(later[row] as number), actual: numberOrNull(given[row] as number) };
      found.push({
        ...place({ candles, probe: 'lookingBack', probeBar: last }, row),
        what: 'indicator',
        name,
        ...values,
      });
    }
  }
  return found;
}

function sentenceOf({ what, name, bar, expected, actual, probe }: Evidence): string {
  const subject = what === 'decision' ? 'what it wants' : `its indicator ${name}`;
  const given = probe === 'live' ? 'computed candle by candle, as live' : 'when that bar closed';
  return `It repaints: ${subject} at bar ${bar} is ${actual ?? 'nothing'} ${given}, and ${expected ?? 'nothing'} once later candles are known.`;
}
