import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { CheckContext } from './check-context.ts';
import { failed } from './check-context.ts';
import type { Check, Evidence } from './check-report.ts';
import { place } from './compare-records.ts';
import { NOTHING } from './intent-text.ts';
import { mirroredAfter, othersMirroredAfter } from './other-tapes.ts';
import { recordRun } from './record-run.ts';
import type { RunRecord } from './run-record.ts';

/** Share of its decisions that are the same on mirrored prices from which on it does not look at prices. */
const DEAF_SHARE = 0.9;
const FEWEST_ENTRIES = 20;
/** Bars after an entry in which the price is looked at. */
const HORIZONS = [1, 5, 20];
/** Standard deviations above a fair coin: by chance once in some ten million strategies. */
const BEYOND_CHANCE = 5;

/**
 * A tape that a strategy knows from elsewhere cannot be taken from it: it decides the same whatever candles it is given. One
 * that goes by the calendar does so too. What tells them apart is that its entries are right more often than a coin's. Null
 * when it listens to its candles, or knows nothing of what comes.
 */
export function foresightOf({ subject, candles, whole }: CheckContext): Outcome<Check | null> {
  const entries = entriesOf(whole);
  if (entries.length < FEWEST_ENTRIES) return succeed(null);
  const mirrored = recordRun(subject, mirroredAfter(candles, -1), {
    others: othersMirroredAfter(subject.others, Number.NEGATIVE_INFINITY),
  });
  if (!mirrored.ok) return mirrored;
  const same = entries.filter(({ row, decision }) => mirrored.value.decisions[row] === decision);
  if (same.length < DEAF_SHARE * entries.length) return succeed(null);
  for (const bars of HORIZONS) {
    const right = entries.filter((entry) => isRight(candles, entry, bars)).length;
    if ((right - entries.length / 2) / Math.sqrt(entries.length / 4) < BEYOND_CHANCE) continue;
    const evidence = same.slice(0, 1).map(
      ({ row, decision }): Evidence => ({
        ...place({ candles, probe: 'otherTape', probeBar: null }, row),
        what: 'decision',
        name: 'decision',
        expected: 'another decision on other prices',
        actual: decision,
      }),
    );
    const sentence = `It knows this tape from elsewhere: it wants the same on other prices, yet ${right} of its ${entries.length} entries are right ${bars} bars later.`;
    return succeed(failed(sentence, evidence));
  }
  return succeed(null);
}

type Entry = { readonly row: number; readonly decision: string; readonly side: 1 | -1 };

function entriesOf({ decisions }: RunRecord): readonly Entry[] {
  return decisions.flatMap((decision, row): Entry[] => {
    if (decision === NOTHING || !decision.includes('"kind":"enter"')) return [];
    return [{ row, decision, side: decision.includes('"side":"short"') ? -1 : 1 }];
  });
}

function isRight({ close }: CandleColumns, { row, side }: Entry, bars: number): boolean {
  return side * ((close[row + bars] ?? Number.NaN) - (close[row] as number)) > 0;
}
