import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { ExponentialAverage, rmaWeight } from './kernels/exponential-average.ts';
import { periodParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({ period: periodParameter(14), source: sourceParameter() });

/**
 * Relative strength index, 0 to 100: 100 × up ÷ (up + down) with up and down Wilder's averages (ta.rma, seeded with the mean
 * of the first `period` changes) of rises and falls. That is 100 − 100 ÷ (1 + up ÷ down) with one division less.
 * 100 where there was no fall, also on a flat price, as TradingView's built-in RSI and Stock.Indicators have it.
 */
export const rsi = defineIndicator<z.infer<typeof params>>({
  name: 'rsi',
  title: 'Relative strength index',
  outputs: ['rsi'],
  pane: 'own',
  params,
  warmUp: ({ period }) => period,
  series: (candles, { period, source }) => [rsiColumn(priceColumn(candles, source), period)],
  step({ period, source }) {
    const strength = new RelativeStrength(period);
    return {
      update(candle, out) {
        out[0] = strength.next(priceOf(candle, source));
      },
    };
  },
});

/** RSI value by value: `next`, or `incoming`, `take` and `value` as in the kernels. NaN until `period` changes were seen. */
export class RelativeStrength {
  incoming = Number.NaN;
  value = Number.NaN;
  private readonly up: ExponentialAverage;
  private readonly down: ExponentialAverage;
  private before = Number.NaN;
  private started = false;

  constructor(period: number) {
    this.up = new ExponentialAverage(period, rmaWeight(period));
    this.down = new ExponentialAverage(period, rmaWeight(period));
  }

  next(price: number): number {
    this.incoming = price;
    this.take();
    return this.value;
  }

  take(): void {
    const change = this.incoming - this.before;
    this.before = this.incoming;
    if (this.started) {
      this.up.incoming = Math.max(change, 0);
      this.up.take();
      this.down.incoming = Math.max(-change, 0);
      this.down.take();
      this.value = ratio(this.up.value, this.down.value);
    }
    this.started = true;
  }
}

function ratio(up: number, down: number): number {
  const total = up + down;
  return total === 0 ? 100 : 100 * (up / total);
}

/**
 * RSI of any column, NaN before index `period`, in `out`; also the first half of the stochastic RSI. |change| + change is twice
 * the rise and |change| − change twice the fall, to the bit and without a branch the processor would guess wrong.
 */
export function rsiColumn(
  prices: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(prices.length),
): Float64Array {
  const length = prices.length;
  const first = period;
  out.fill(Number.NaN, 0, Math.min(first, length));
  if (first >= length) return out;
  let up = 0;
  let down = 0;
  for (let i = 1; i <= first; i++) {
    const change = (prices[i] as number) - (prices[i - 1] as number);
    up += Math.max(change, 0);
    down += Math.max(-change, 0);
  }
  up /= period;
  down /= period;
  out[first] = ratio(up, down);
  const halfWeight = rmaWeight(period) / 2;
  const keep = 1 - rmaWeight(period);
  let before = prices[first] as number;
  for (let i = first + 1; i < length; i++) {
    const price = prices[i] as number;
    const change = price - before;
    const size = Math.abs(change);
    before = price;
    up = halfWeight * (size + change) + keep * up;
    down = halfWeight * (size - change) + keep * down;
    out[i] = ratio(up, down);
  }
  return out;
}
