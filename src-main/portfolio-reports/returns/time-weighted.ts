import type { TimestampMs } from '../../model/time.ts';

/** Paid in (positive) or out (negative), in the account's quote asset. */
export type Flow = { readonly timeMs: TimestampMs; readonly amount: number };

/** Columns of equal length; times rise. */
export type EquitySamples = { readonly timeMs: ArrayLike<number>; readonly equity: ArrayLike<number> };

export type Performance = {
  /** Growth of 1 unit that stayed in, at each sample: what transfers changed is no part of it. */
  readonly index: Float64Array;
  /** The last index − 1; NaN without samples. */
  readonly timeWeightedReturn: number;
  /** Last equity − first − all flows between. */
  readonly profit: number;
  readonly paidIn: number;
  readonly paidOut: number;
};

/**
 * Time-weighted return: the product of the growth from sample to sample, each after taking off what was paid in since the
 * sample before (`(Eₖ − Fₖ) ÷ Eₖ₋₁`): a flow counts at the end of its gap. Flows before the first sample are in its equity
 * already; from an account of nothing there is no growth.
 */
export function performanceOf({ timeMs, equity }: EquitySamples, flows: readonly Flow[]): Performance {
  const index = new Float64Array(timeMs.length);
  const sorted = [...flows].sort((a, b) => a.timeMs - b.timeMs);
  let next = sorted.findIndex((flow) => flow.timeMs > (timeMs[0] ?? Number.POSITIVE_INFINITY));
  if (next === -1) next = sorted.length;
  let [paidIn, paidOut] = [0, 0];
  for (let row = 0; row < index.length; row++) {
    let flow = 0;
    for (; next < sorted.length && (sorted[next] as Flow).timeMs <= (timeMs[row] as number); next++) {
      const { amount } = sorted[next] as Flow;
      flow += amount;
      if (amount > 0) paidIn += amount;
      else paidOut -= amount;
    }
    const before = row === 0 ? Number.NaN : (equity[row - 1] as number);
    const growth = before > 0 ? ((equity[row] as number) - flow) / before : 1;
    index[row] = row === 0 ? 1 : (index[row - 1] as number) * growth;
  }
  const change = (equity[index.length - 1] ?? 0) - (equity[0] ?? 0);
  const timeWeightedReturn = (index.at(-1) ?? Number.NaN) - 1;
  return { index, timeWeightedReturn, profit: change - paidIn + paidOut, paidIn, paidOut };
}
