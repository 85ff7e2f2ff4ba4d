import * as library from 'technicalindicators';
import { unwrap } from '../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../src-main/engine/indicator-registry.ts';
import { type Candle, type CandleColumns, candleColumnsOf } from '../../src-main/model/candle.ts';
import type { Bench, BenchResult } from './bench.ts';

const COUNT = 20_000;
const RUNS = 5;

/** The arrays the library takes. */
type Arrays = Record<'open' | 'high' | 'low' | 'close' | 'volume' | 'values', number[]>;

const HOT: Readonly<Record<string, (data: Arrays) => unknown>> = {
  sma: (data) => library.SMA.calculate({ period: 20, ...data }),
  ema: (data) => library.EMA.calculate({ period: 20, ...data }),
  rsi: (data) => library.RSI.calculate({ period: 14, ...data }),
  macd: (data) =>
    library.MACD.calculate({
      fastPeriod: 12,
      slowPeriod: 26,
      signalPeriod: 9,
      SimpleMAOscillator: false,
      SimpleMASignal: false,
      ...data,
    }),
  atr: (data) => library.ATR.calculate({ period: 14, ...data }),
  bollinger: (data) => library.BollingerBands.calculate({ period: 20, stdDev: 2, ...data }),
  'stochastic-rsi': (data) =>
    library.StochasticRSI.calculate({ rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 3, dPeriod: 3, ...data }),
  adx: (data) => library.ADX.calculate({ period: 14, ...data }),
};

const OTHERS: Readonly<Record<string, (data: Arrays) => unknown>> = {
  wma: (data) => library.WMA.calculate({ period: 20, ...data }),
  rma: (data) => library.WEMA.calculate({ period: 14, ...data }),
  roc: (data) => library.ROC.calculate({ period: 9, ...data }),
  'parabolic-sar': (data) => library.PSAR.calculate({ step: 0.02, max: 0.2, ...data }),
  stochastic: (data) => library.Stochastic.calculate({ period: 14, signalPeriod: 3, ...data }),
  'williams-r': (data) => library.WilliamsR.calculate({ period: 14, ...data }),
  adl: (data) => library.ADL.calculate(data),
  obv: (data) => library.OBV.calculate(data),
  cci: (data) => library.CCI.calculate({ period: 20, ...data }),
  mfi: (data) => library.MFI.calculate({ period: 14, ...data }),
  vwap: (data) => library.VWAP.calculate(data),
  'true-range': (data) => library.TrueRange.calculate(data),
  'standard-deviation': (data) => library.SD.calculate({ period: 20, ...data }),
  ichimoku: (data) =>
    library.IchimokuCloud.calculate({ conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26, ...data }),
};

/** A random walk from a fixed seed. */
function walk(): Candle[] {
  let [state, price] = [20_240_611, 64_000.5];
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 4_294_967_296 + 0.5;
  };
  return Array.from({ length: COUNT }, (_, i) => {
    const open = price;
    price *= 1 + (random() - 0.5) * 0.01;
    const [high, low] = [Math.max(open, price) * (1 + random() / 500), Math.min(open, price) * (1 - random() / 500)];
    return { openTimeMs: i * 60_000, open, high, low, close: price, volume: random() * 100 };
  });
}

function arraysOf({ open, high, low, close, volume }: CandleColumns): Arrays {
  return {
    open: [...open],
    high: [...high],
    low: [...low],
    close: [...close],
    volume: [...volume],
    values: [...close],
  };
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return ((performance.now() - start) * 1e6) / COUNT;
}

/** Medians of both, run in turn. Copies of the arrays are handed to the library, some of whose functions reverse them. */
function compare(name: string, candles: CandleColumns, theirs: (data: Arrays) => unknown): BenchResult {
  const indicator = unwrap(findIndicator(name));
  const params = unwrap(readIndicatorParams(indicator, {}));
  const [ourTimes, theirTimes]: [number[], number[]] = [[], []];
  for (let run = -2; run < RUNS; run++) {
    const data = arraysOf(candles);
    const times = [timed(() => void indicator.series(candles, params)), timed(() => void theirs(data))] as const;
    if (run < 0) continue;
    ourTimes.push(times[0]);
    theirTimes.push(times[1]);
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[RUNS >> 1] as number;
  const [value, reference] = [median(ourTimes), median(theirTimes)];
  return {
    name: `indicator against technicalindicators ${name}`,
    value,
    unit: 'ns/candle',
    reference,
    ratio: value / reference,
  };
}

/** Series forms against the package `technicalindicators`: a thirtieth of its time for the first eight, a fifth for the others. */
export const bench: Bench = {
  name: 'indicator-library',
  async run() {
    const candles = candleColumnsOf(walk());
    return Object.entries({ ...HOT, ...OTHERS }).map(([name, theirs]) => compare(name, candles, theirs));
  },
};
