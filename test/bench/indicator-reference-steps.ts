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
