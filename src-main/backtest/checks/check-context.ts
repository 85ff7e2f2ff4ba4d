import type { Random } from '../../engine/ports/random.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Check, Evidence } from './check-report.ts';
import { MOST_EVIDENCE } from './check-report.ts';
import { place } from './compare-records.ts';
import type { Subject } from './record-run.ts';
import type { RunRecord } from './run-record.ts';
import { lastJudged } from './run-record.ts';

/** What every check starts from. */
export type CheckContext = {
  readonly subject: Subject;
  readonly candles: CandleColumns;
  /** The run over all of them. */
  readonly whole: RunRecord;
  readonly random: Random;
  /** Said before each run; throws when the checks were cancelled. */
  readonly beforeRun: () => void;
};

export const passed = (sentence: string): Check => ({ verdict: 'passed', sentence, evidence: [] });

export const failed = (sentence: string, evidence: readonly Evidence[]): Check => ({
  verdict: 'failed',
  sentence,
  evidence: evidence.slice(0, MOST_EVIDENCE),
});

export const notApplicable = (sentence: string): Check => ({ verdict: 'notApplicable', sentence, evidence: [] });

/** What can be said of any check before it begins: the strategy threw, or judged nothing. Null when it can begin. */
export function whyNotChecked({ candles, whole, subject }: CheckContext): Check | null {
  const { failure } = whole;
  if (failure !== null) {
    const row = Math.max(0, failure.row);
    const at = failure.row < 0 ? 'before its first bar' : `at bar ${failure.row}`;
    const evidence: Evidence = {
      ...place({ candles, probe: 'whole', probeBar: null }, row),
      what: 'decision',
      name: 'decision',
      expected: 'no error',
      actual: `threw: ${failure.message}`,
    };
    return failed(`It threw ${at}, so it could not be checked: ${failure.message}`, [evidence]);
  }
  if (lastJudged(whole) >= 0) return null;
  const { definition, params } = subject;
  const rows = candles.openTimeMs.length;
  return notApplicable(
    `It judges no bar of these ${rows} candles: it warms up for ${definition.warmUp(params)}. Check it on a longer tape.`,
  );
}

/** Different whole numbers from `from` to `to` (both included), rising. */
export function somePlaces(random: Random, count: number, from: number, to: number): readonly number[] {
  const places = new Set<number>();
  if (to - from < count) for (let place = from; place <= to; place++) places.add(place);
  else while (places.size < count) places.add(from + Math.floor(random.next() * (to - from + 1)));
  return [...places].sort((a, b) => a - b);
}
