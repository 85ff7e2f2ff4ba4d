import type { IndicatorStep } from '../../src-main/engine/indicators/indicator.ts';

/** Steps written by hand for one candle at a time, numbers in local variables: the yardstick of the step forms. */

export function smaStep(period: number): IndicatorStep {
  const window = new Float64Array(period);
  let [sum, position, count] = [0, 0, 0];
  return {
    update({ close }, out) {
      sum += close - (window[position] as number);
      window[position] = close;
      position = (position + 1) % period;
      out[0] = ++count < period ? Number.NaN : sum / period;
    },
  };
}

function emaOf(period: number, weight: number): (value: number) => number {
  let [average, count] = [0, 0];
  return (value) => {
    if (count >= period) {
      average += weight * (value - average);
      return average;
    }
    average += value / period;
    return ++count < period ? Number.NaN : average;
  };
}

export function emaStep(period: number): IndicatorStep {
  const next = emaOf(period, 2 / (period + 1));
  return {
    update({ close }, out) {
      out[0] = next(close);
    },
  };
}

export function rsiStep(period: number): IndicatorStep {
  const [nextUp, nextDown] = [emaOf(period, 1 / period), emaOf(period, 1 / period)];
  let before = Number.NaN;
  return {
    update({ close }, out) {
      const change = close - before;
      before = close;
      out[0] = Number.NaN;
      if (Number.isNaN(change)) return;
      const up = nextUp(Math.max(change, 0));
      const down = nextDown(change < 0 ? -change : 0);
      out[0] = down === 0 ? 100 : 100 - 100 / (1 + up / down);
    },
  };
}

export function macdStep(fast: number, slow: number, signal: number): IndicatorStep {
  const nextFast = emaOf(fast, 2 / (fast + 1));
  const nextSlow = emaOf(slow, 2 / (slow + 1));
  const nextSignal = emaOf(signal, 2 / (signal + 1));
  return {
    update({ close }, out) {
      const line = nextFast(close) - nextSlow(close);
      const average = Number.isNaN(line) ? Number.NaN : nextSignal(line);
      out[0] = line;
      out[1] = average;
      out[2] = line - average;
    },
  };
}

export function atrStep(period: number): IndicatorStep {
  const next = emaOf(period, 1 / period);
  let before = Number.NaN;
  return {
    update({ high, low, close }, out) {
      const range = Number.isNaN(before)
        ? high - low
        : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
      before = close;
      out[0] = next(range);
    },
  };
}

export function bollingerStep(period: number, deviations: number): IndicatorStep {
  const window = new Float64Array(period);
  let [sum, squares, position, count] = [0, 0, 0, 0];
  return {
    update({ close }, out) {
      const gone = window[position] as number;
      sum += close - gone;
      squares += close * close - gone * gone;
      window[position] = close;
      position = (position + 1) % period;
      if (++count < period) {
        out.fill(Number.NaN);
        return;
      }
      const mean = sum / period;
      const width = deviations * Math.sqrt(Math.max(squares / period - mean * mean, 0));
      out[0] = mean;
      out[1] = mean + width;
      out[2] = mean - width;
    },
  };
}

/** The window's range by looking through a ring of the last values. */
export function stochasticRsiStep(period: number, length: number): IndicatorStep {
  const [strength, rsi] = [rsiStep(period), new Float64Array(1)];
  const window = new Float64Array(length);
  let [position, count, rawOne, rawTwo, kOne, kTwo] = [0, 0, 0, 0, 0, 0];
  return {
    update(candle, out) {
      strength.update(candle, rsi);
      const value = rsi[0] as number;
      out[0] = Number.NaN;
      out[1] = Number.NaN;
      if (Number.isNaN(value)) return;
      window[position] = value;
      position = (position + 1) % length;
      if (++count < length) return;
      let [highest, lowest] = [value, value];
      for (let i = 0; i < length; i++) {
        highest = Math.max(highest, window[i] as number);
        lowest = Math.min(lowest, window[i] as number);
      }
      const raw = highest === lowest ? 0 : (100 * (value - lowest)) / (highest - lowest);
      const k = (raw + rawOne + rawTwo) / 3;
      out[0] = k;
      out[1] = (k + kOne + kTwo) / 3;
      [rawOne, rawTwo, kOne, kTwo] = [raw, rawOne, k, kOne];
    },
  };
}

export function adxStep(period: number): IndicatorStep {
  const next = () => emaOf(period, 1 / period);
  const [nextRange, nextPlus, nextMinus, nextIndex] = [next(), next(), next(), next()];
  let [highBefore, lowBefore, before] = [Number.NaN, Number.NaN, Number.NaN];
  return {
    update({ high, low, close }, out) {
      const [up, down] = [high - highBefore, lowBefore - low];
      const span = Math.max(high, before) - Math.min(low, before);
      highBefore = high;
      lowBefore = low;
      before = close;
      out[0] = Number.NaN;
      if (Number.isNaN(up)) return;
      const range = nextRange(span);
      const plus = (100 * nextPlus(up > down && up > 0 ? up : 0)) / range;
      const minus = (100 * nextMinus(down > up && down > 0 ? down : 0)) / range;
      if (!Number.isNaN(plus)) out[0] = nextIndex((100 * Math.abs(plus - minus)) / (plus + minus));
      out[1] = plus;
      out[2] = minus;
    },
  };
}
