import * as library from 'technicalindicators';
import { unwrap } from '../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../src-main/engine/indicator-registry.ts';
import { type CandleColumns, candleColumnsOf } from '../../src-main/model/candle.ts';
import type { Bench, BenchResult } from './bench.ts';
import { walk } from './indicator-walk.ts';
import { pairedTiming } from './paired-timing.ts';

const COUNT = 50_000;

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
  keltner: (data) =>
    library.KeltnerChannels.calculate({ maPeriod: 20, atrPeriod: 20, useSMA: false, multiplier: 2, ...data }),
  'heikin-ashi': (data) => library.HeikinAshi.calculate(data),
  ichimoku: (data) =>
    library.IchimokuCloud.calculate({ conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26, ...data }),
};

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

/** Fresh arrays for each run of the library, some of whose functions reverse them. */
function against(name: string, candles: CandleColumns, theirs: (data: Arrays) => unknown): BenchResult {
  const indicator = unwrap(findIndicator(name));
  const params = unwrap(readIndicatorParams(indicator, {}));
  return pairedTiming({
    name: `indicator against technicalindicators ${name}`,
    count: COUNT,
    ours: () => indicator.series(candles, params),
    reference() {
      const data = arraysOf(candles);
      return () => theirs(data);
    },
  });
}

/** Series forms against the package `technicalindicators`: a thirtieth of its time for the first eight, a fifth for the others. */
export const bench: Bench = {
  name: 'indicator-library',
  async run() {
    const candles = candleColumnsOf(walk(COUNT));
    return Object.entries({ ...HOT, ...OTHERS }).map(([name, theirs]) => against(name, candles, theirs));
  },
};
