import type { CandleColumns } from '../../src-main/model/candle.ts';

/**
 * Plain loops over Float64Array, one per indicator, as fast as they come by hand: start-up apart from the main loop, fewest
 * operations, no care for drift. The yardstick of the series forms.
 */

export function smaLoop({ close }: CandleColumns, period: number): Float64Array[] {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, period - 1);
  let sum = 0;
  for (let i = 0; i < period; i++) sum += close[i] as number;
  out[period - 1] = sum / period;
  for (let i = period; i < close.length; i++) {
    sum += (close[i] as number) - (close[i - period] as number);
    out[i] = sum / period;
  }
  return [out];
}

function meanOf(values: Float64Array, from: number, period: number): number {
  let sum = 0;
  for (let i = from; i < from + period; i++) sum += values[i] as number;
  return sum / period;
}

export function emaLoop({ close }: CandleColumns, period: number): Float64Array[] {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, period - 1);
  const weight = 2 / (period + 1);
  const keep = 1 - weight;
  let average = meanOf(close, 0, period);
  out[period - 1] = average;
  for (let i = period; i < close.length; i++) {
    average = (close[i] as number) * weight + average * keep;
    out[i] = average;
  }
  return [out];
}

export function rsiLoop({ close }: CandleColumns, period: number): Float64Array[] {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, period);
  let [up, down] = [0, 0];
  for (let i = 1; i <= period; i++) {
    const change = (close[i] as number) - (close[i - 1] as number);
    if (change > 0) up += change / period;
    else down -= change / period;
  }
  out[period] = 100 - 100 / (1 + up / down);
  const weight = 1 / period;
  const keep = 1 - weight;
  for (let i = period + 1; i < close.length; i++) {
    const change = (close[i] as number) - (close[i - 1] as number);
    up = Math.max(change, 0) * weight + up * keep;
    down = Math.max(-change, 0) * weight + down * keep;
    out[i] = (100 * up) / (up + down);
  }
  return [out];
}

export function macdLoop({ close }: CandleColumns, fast: number, slow: number, signal: number): Float64Array[] {
  const length = close.length;
  const [line, signals, histogram] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (const column of [line, signals, histogram]) column.fill(Number.NaN, 0, slow + signal - 2);
  const [fastWeight, slowWeight, signalWeight] = [2 / (fast + 1), 2 / (slow + 1), 2 / (signal + 1)];
  const [fastKeep, slowKeep, signalKeep] = [1 - fastWeight, 1 - slowWeight, 1 - signalWeight];
  let [fastAverage, slowAverage, average] = [meanOf(close, 0, fast), meanOf(close, 0, slow), 0];
  for (let i = slow; i < length; i++) {
    const price = close[i] as number;
    fastAverage = price * fastWeight + fastAverage * fastKeep;
    slowAverage = price * slowWeight + slowAverage * slowKeep;
    const difference = fastAverage - slowAverage;
    average = difference * signalWeight + average * signalKeep;
    line[i] = difference;
    signals[i] = average;
    histogram[i] = difference - average;
  }
  return [line, signals, histogram];
}

export function atrLoop({ high, low, close }: CandleColumns, period: number): Float64Array[] {
  const out = new Float64Array(close.length).fill(Number.NaN, 0, period - 1);
  const weight = 1 / period;
  const keep = 1 - weight;
  let average = (high[0] as number) - (low[0] as number);
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1] as number;
    const range = Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
    average = range * weight + average * keep;
    out[i] = average;
  }
  return [out];
}

export function bollingerLoop({ close }: CandleColumns, period: number, deviations: number): Float64Array[] {
  const length = close.length;
  const [middle, upper, lower] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (const column of [middle, upper, lower]) column.fill(Number.NaN, 0, period - 1);
  const inverse = 1 / period;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < period; i++) {
    const price = close[i] as number;
    sum += price;
    squares += price * price;
  }
  for (let i = period; i < length; i++) {
    const [coming, leaving] = [close[i] as number, close[i - period] as number];
    sum += coming - leaving;
    squares += coming * coming - leaving * leaving;
    const mean = sum * inverse;
    const width = deviations * Math.sqrt(Math.max(squares * inverse - mean * mean, 0));
    middle[i] = mean;
    upper[i] = mean + width;
    lower[i] = mean - width;
  }
  return [middle, upper, lower];
}

/** RSI, then its place in the window's range by looking through the window, then two means of three. */
export function stochasticRsiLoop(candles: CandleColumns, period: number, window: number): Float64Array[] {
  const [rsi = new Float64Array(0)] = rsiLoop(candles, period);
  const length = rsi.length;
  const [raw, k, d] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let i = period + window - 1; i < length; i++) {
    let highest = rsi[i] as number;
    let lowest = highest;
    for (let j = i - window + 1; j < i; j++) {
      const value = rsi[j] as number;
      if (value > highest) highest = value;
      if (value < lowest) lowest = value;
    }
    raw[i] = highest === lowest ? 0 : (100 * ((rsi[i] as number) - lowest)) / (highest - lowest);
    k[i] = ((raw[i] as number) + (raw[i - 1] as number) + (raw[i - 2] as number)) / 3;
    d[i] = ((k[i] as number) + (k[i - 1] as number) + (k[i - 2] as number)) / 3;
  }
  return [k, d];
}

export function adxLoop({ high, low, close }: CandleColumns, period: number): Float64Array[] {
  const length = close.length;
  const [index, plusDi, minusDi] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const weight = 1 / period;
  const keep = 1 - weight;
  let [range, plus, minus, average] = [0, 0, 0, 0];
  for (let i = 1; i < length; i++) {
    const before = close[i - 1] as number;
    const up = (high[i] as number) - (high[i - 1] as number);
    const down = (low[i - 1] as number) - (low[i] as number);
    range = (Math.max(high[i] as number, before) - Math.min(low[i] as number, before)) * weight + range * keep;
    plus = (up > down && up > 0 ? up : 0) * weight + plus * keep;
    minus = (down > up && down > 0 ? down : 0) * weight + minus * keep;
    const plusShare = (100 * plus) / range;
    const minusShare = (100 * minus) / range;
    average = ((100 * Math.abs(plusShare - minusShare)) / (plusShare + minusShare)) * weight + average * keep;
    index[i] = average;
    plusDi[i] = plusShare;
    minusDi[i] = minusShare;
  }
  return [index, plusDi, minusDi];
}
