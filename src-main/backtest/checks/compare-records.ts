import type { CandleColumns } from '../../model/candle.ts';
import type { Evidence, Probe } from './check-report.ts';
import { MOST_EVIDENCE } from './check-report.ts';
import { NOTHING, sameDecision } from './intent-text.ts';
import type { OutputRecord, RunRecord } from './run-record.ts';

/** Two runs over rows that should agree. */
export type Comparison = {
  readonly candles: CandleColumns;
  readonly whole: RunRecord;
  readonly other: RunRecord;
  /** Rows of the whole run from `from` to `to`, both included. */
  readonly from: number;
  readonly to: number;
  readonly probe: Probe;
  readonly probeBar: number | null;
};

/** Where decisions or values of the two runs differ in a bit, oldest first; at most `MOST_EVIDENCE`. */
export function differencesOf(comparison: Comparison): readonly Evidence[] {
  const { whole, other, from, to } = comparison;
  const found: Evidence[] = [];
  for (let row = from; row <= to && found.length < MOST_EVIDENCE; row++) {
    whole.outputs.forEach((output, k) => {
      const expected = output.given[row] as number;
      const actual = other.outputs[k]?.given[row] ?? Number.NaN;
      if (!Object.is(expected, actual)) found.push(valueEvidence(comparison, row, output, actual));
    });
    if (!sameDecision(decisionAt(whole, row), decisionAt(other, row))) found.push(decisionEvidence(comparison, row));
  }
  return found.slice(0, MOST_EVIDENCE);
}

/** What was wanted, or what was thrown instead. */
export function decisionAt({ decisions, failure }: RunRecord, row: number): string {
  return failure !== null && row >= failure.row ? `threw: ${failure.message}` : (decisions[row] ?? NOTHING);
}

function decisionEvidence(comparison: Comparison, row: number): Evidence {
  const { whole, other } = comparison;
  const texts = { expected: decisionAt(whole, row), actual: decisionAt(other, row) };
  return { ...place(comparison, row), what: 'decision', name: 'decision', ...texts };
}

function valueEvidence(comparison: Comparison, row: number, output: OutputRecord, actual: number): Evidence {
  const values = { expected: numberOrNull(output.given[row] as number), actual: numberOrNull(actual) };
  return { ...place(comparison, row), what: 'indicator', name: output.name, ...values };
}

type Place = Pick<Evidence, 'bar' | 'timeMs' | 'probe' | 'probeBar'>;

export function place(
  { candles, probe, probeBar }: Pick<Comparison, 'candles' | 'probe' | 'probeBar'>,
  row: number,
): Place {
  return { bar: row, timeMs: candles.openTimeMs[Math.max(0, row)] as number, probe, probeBar };
}

export function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
