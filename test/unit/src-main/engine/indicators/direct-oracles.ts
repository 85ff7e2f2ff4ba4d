import type { CandleColumns } from '../../../../../src-main/model/candle.ts';

/** Slow implementations straight from the definitions, for indicators without a reference file. Empty rows are NaN. */

type Column = readonly number[];

const at = (column: Float64Array | Column, index: number) => column[index] as number;
const sum = (values: Column) => values.reduce((total, value) => total + value, 0);
const mean = (values: Column) => sum(values) / values.length;
const rows = (candles: CandleColumns, of: (i: number) => number): number[] => [...candles.close.keys()].map(of);

export const typical = ({ high, low, close }: CandleColumns, i: number) =>
  (at(high, i) + at(low, i) + at(close, i)) / 3;

/** Values `i - period + 1` to `i`, or nothing when one is missing. */
function windowOf(values: Column, i: number, period: number): number[] | undefined {
  const window = values.slice(Math.max(i - period + 1, 0), i + 1);
  return window.length === period && window.every((value) => !Number.isNaN(value)) ? window : undefined;
}

export function rolling(values: Column, period: number, of: (window: number[]) => number): number[] {
  return values.map((_, i) => {
    const window = windowOf(values, i, period);
    return window === undefined ? Number.NaN : of(window);
  });
}

/** Wilder's average as its sum form: sum − sum ÷ period + value. */
export function wilder(values: Column, period: number): number[] {
  let before = Number.NaN;
  return values.map((value, i) => {
    const window = windowOf(values, i, period);
    if (Number.isNaN(before)) before = window === undefined ? Number.NaN : mean(window);
    else before = before - before / period + value / period;
    return before;
  });
}

export function trueRanges({ high, low, close }: CandleColumns): number[] {
  return [...close.keys()].map((i) =>
    i === 0
      ? Number.NaN
      : Math.max(
          at(high, i) - at(low, i),
          Math.abs(at(high, i) - at(close, i - 1)),
          Math.abs(at(low, i) - at(close, i - 1)),
        ),
  );
}

export function stochasticRsi(
  candles: CandleColumns,
  [period, length, smoothing, signal]: [number, number, number, number],
) {
  const change = rows(candles, (i) => at(candles.close, i) - (candles.close[i - 1] ?? Number.NaN));
  const up = wilder(
    change.map((value) => (Number.isNaN(value) ? value : Math.max(value, 0))),
    period,
  );
  const down = wilder(
    change.map((value) => (Number.isNaN(value) ? value : Math.max(-value, 0))),
    period,
  );
  const rsi = up.map((value, i) => 100 - 100 / (1 + value / at(down, i)));
  const raw = rolling(rsi, length, (window) => {
    const [least, most] = [Math.min(...window), Math.max(...window)];
    return (100 * ((window.at(-1) as number) - least)) / (most - least);
  });
  const k = rolling(raw, smoothing, mean);
  return { k, d: rolling(k, signal, mean) };
}

/** Stock.Indicators: strict comparisons, sums seeded from the second candle. */
export function adx(candles: CandleColumns, period: number) {
  const { high, low } = candles;
  const up = rows(candles, (i) => at(high, i) - (high[i - 1] ?? Number.NaN));
  const down = rows(candles, (i) => (low[i - 1] ?? Number.NaN) - at(low, i));
  const plus = up.map((value, i) => (Number.isNaN(value) ? value : value > at(down, i) ? Math.max(value, 0) : 0));
  const minus = down.map((value, i) => (Number.isNaN(value) ? value : value > at(up, i) ? Math.max(value, 0) : 0));
  const range = wilder(trueRanges(candles), period);
  const plusDi = wilder(plus, period).map((value, i) => (100 * value) / at(range, i));
  const minusDi = wilder(minus, period).map((value, i) => (100 * value) / at(range, i));
  const index = plusDi.map((value, i) => (100 * Math.abs(value - at(minusDi, i))) / (value + at(minusDi, i)));
  return { plusDi, minusDi, adx: wilder(index, period) };
}

export function cci(candles: CandleColumns, period: number): number[] {
  const prices = rows(candles, (i) => typical(candles, i));
  return rolling(prices, period, (window) => {
    const average = mean(window);
    return ((window.at(-1) as number) - average) / (0.015 * mean(window.map((price) => Math.abs(price - average))));
  });
}

export function mfi(candles: CandleColumns, period: number): number[] {
  const price = (i: number) => typical(candles, i);
  const flow = (i: number, isUp: boolean) => {
    if (i === 0) return Number.NaN;
    const counts = isUp ? price(i) > price(i - 1) : price(i) < price(i - 1);
    return counts ? price(i) * at(candles.volume, i) : 0;
  };
  const up = rolling(
    rows(candles, (i) => flow(i, true)),
    period,
    sum,
  );
  const down = rolling(
    rows(candles, (i) => flow(i, false)),
    period,
    sum,
  );
  return up.map((value, i) => (at(down, i) === 0 ? 100 : 100 - 100 / (1 + value / at(down, i))));
}

export function vwma(candles: CandleColumns, period: number): number[] {
  const paid = rolling(
    rows(candles, (i) => at(candles.close, i) * at(candles.volume, i)),
    period,
    sum,
  );
  const traded = rolling([...candles.volume], period, sum);
  return paid.map((value, i) => value / at(traded, i));
}

/** Drawdown of each price from the highest of the window up to it. */
export function ulcer(candles: CandleColumns, period: number): number[] {
  return rolling([...candles.close], period, (window) => {
    const drawdowns = window.map((price, i) => 100 * (price / Math.max(...window.slice(0, i + 1)) - 1));
    return Math.sqrt(mean(drawdowns.map((drawdown) => drawdown ** 2)));
  });
}

export function keltner(candles: CandleColumns, [period, atrPeriod, multiplier]: [number, number, number]) {
  let average = Number.NaN;
  const middle = rows(candles, (i) => {
    if (i === period - 1) average = mean([...candles.close.subarray(0, period)]);
    else average += (2 / (period + 1)) * (at(candles.close, i) - average);
    return average;
  });
  const range = wilder(trueRanges(candles), atrPeriod);
  return {
    middle,
    upper: middle.map((value, i) => value + multiplier * at(range, i)),
    lower: middle.map((value, i) => value - multiplier * at(range, i)),
  };
}

/** Stock.Indicators' SuperTrend: first direction by the close, a touch turns. */
export function supertrend(candles: CandleColumns, period: number, multiplier: number): number[] {
  const range = wilder(trueRanges(candles), period);
  let [upper, lower, isRising] = [Number.NaN, Number.NaN, true];
  return rows(candles, (i) => {
    if (Number.isNaN(at(range, i))) return Number.NaN;
    const middle = (at(candles.high, i) + at(candles.low, i)) / 2;
    const [top, bottom] = [middle + multiplier * at(range, i), middle - multiplier * at(range, i)];
    const close = at(candles.close, i);
    if (Number.isNaN(upper)) [upper, lower, isRising] = [top, bottom, close >= middle];
    const before = at(candles.close, i - 1);
    if (top < upper || before > upper) upper = top;
    if (bottom > lower || before < lower) lower = bottom;
    isRising = close > (isRising ? lower : upper);
    return isRising ? lower : upper;
  });
}

/** Rescaled range over 1, 2, 4 … chunks of returns, slope of a least-squares line through the logarithms. */
export function hurst(candles: CandleColumns, period: number): number[] {
  const returns = rows(candles, (i) => at(candles.close, i) / (candles.close[i - 1] ?? Number.NaN) - 1);
  return rolling(returns, period, (window) => {
    const points: [number, number][] = [];
    for (let chunks = 1; chunks <= 32 && Math.floor(period / chunks) >= 8; chunks *= 2) {
      const length = Math.floor(period / chunks);
      const skipped = period - length * chunks;
      const ratios = Array.from({ length: chunks }, (_, k) =>
        rescaledRange(window.slice(skipped + k * length, skipped + (k + 1) * length)),
      );
      points.push([Math.log10(length), Math.log10(mean(ratios))]);
    }
    const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
    const covariance = sum(points.map(([x, y]) => (x - middleX) * (y - middleY)));
    return covariance / sum(points.map(([x]) => (x - middleX) ** 2));
  });
}

function rescaledRange(values: Column): number {
  const average = mean(values);
  let running = 0;
  const path = values.map((value) => {
    running += value - average;
    return running;
  });
  const first = at(values, 0) - average;
  const deviation = Math.sqrt(mean(values.map((value) => (value - average) ** 2)));
  return (Math.max(...path, first) - Math.min(...path, first)) / deviation;
}

/** TradingView's choppiness: highs and lows as they are, the first candle's range high − low. */
export function choppiness(candles: CandleColumns, period: number): number[] {
  const ranges = trueRanges(candles);
  ranges[0] = at(candles.high, 0) - at(candles.low, 0);
  const path = rolling(ranges, period, sum);
  const highest = rolling([...candles.high], period, (window) => Math.max(...window));
  const lowest = rolling([...candles.low], period, (window) => Math.min(...window));
  return path.map((value, i) => (100 * Math.log10(value / (at(highest, i) - at(lowest, i)))) / Math.log10(period));
}

/** TradingView's manual on ta.sar, line by line. */
export function parabolicSar(
  { high, low, close }: CandleColumns,
  start: number,
  increment: number,
  maximum: number,
): number[] {
  let [result, extreme, acceleration, isBelow] = [Number.NaN, Number.NaN, Number.NaN, false];
  return [...close.keys()].map((i) => {
    let isFirst = false;
    if (i === 1) {
      isBelow = at(close, 1) > at(close, 0);
      extreme = isBelow ? at(high, 1) : at(low, 1);
      result = isBelow ? at(low, 0) : at(high, 0);
      isFirst = true;
      acceleration = start;
    }
    result = result + acceleration * (extreme - result);
    if (isBelow && result > at(low, i)) {
      [isFirst, isBelow, result] = [true, false, Math.max(at(high, i), extreme)];
      [extreme, acceleration] = [at(low, i), start];
    } else if (!isBelow && result < at(high, i)) {
      [isFirst, isBelow, result] = [true, true, Math.min(at(low, i), extreme)];
      [extreme, acceleration] = [at(high, i), start];
    }
    if (!isFirst && (isBelow ? at(high, i) > extreme : at(low, i) < extreme)) {
      extreme = isBelow ? at(high, i) : at(low, i);
      acceleration = Math.min(acceleration + increment, maximum);
    }
    if (isBelow) result = Math.min(result, low[i - 1] ?? result, low[i - 2] ?? result);
    else result = Math.max(result, high[i - 1] ?? result, high[i - 2] ?? result);
    return result;
  });
}
