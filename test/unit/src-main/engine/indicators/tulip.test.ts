import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CandleColumns, createCandleColumns } from '../../../../../src-main/model/candle.ts';
import { outputsOf, referenceFolder, referenceFolderIsAbsent } from './reference-values.ts';

type Input = 'high' | 'low' | 'close' | 'volume';

/** Which of ours a Tulip indicator is: its inputs in order, our parameters from its options, our outputs in its order. */
type Counterpart = {
  readonly inputs: readonly Input[];
  readonly name: string;
  readonly params: (options: readonly number[]) => object;
  readonly outputs: readonly string[];
  /** What ours is multiplied with. */
  readonly factor?: number;
};

const period = ([value]: readonly number[]) => ({ period: value });
const none = () => ({});
const ofClose = (name: string, output: string, factor?: number): Counterpart => {
  const counterpart = { inputs: ['close'], name, params: period, outputs: [output] } as const;
  return factor === undefined ? counterpart : { ...counterpart, factor };
};

/**
 * Those that Tulip defines as we do. It seeds its EMA with the first price (TradingView and Stock.Indicators: with a mean) and
 * starts Wilder's averages of its DI with a sum of one value less, so EMA, DEMA, TEMA, MACD, PPO, DI and ADX are
 * not here; nor Aroon, whose newest of equal extremes counts, and the parabolic SAR, which guesses its start another way.
 */
const COUNTERPARTS: Readonly<Record<string, Counterpart>> = {
  ad: { inputs: ['high', 'low', 'close', 'volume'], name: 'adl', params: none, outputs: ['adl'] },
  atr: { inputs: ['high', 'low', 'close'], name: 'atr', params: period, outputs: ['atr'] },
  bbands: {
    inputs: ['close'],
    name: 'bollinger',
    params: ([length, deviations]) => ({ period: length, deviations }),
    outputs: ['lower', 'middle', 'upper'],
  },
  cci: { inputs: ['high', 'low', 'close'], name: 'cci', params: period, outputs: ['cci'] },
  cmo: ofClose('cmo', 'cmo'),
  hma: ofClose('hma', 'hma'),
  kama: ofClose('kama', 'kama'),
  linreg: ofClose('linear-regression', 'linearRegression'),
  linregslope: ofClose('linear-regression', 'slope'),
  max: { inputs: ['high'], name: 'donchian', params: period, outputs: ['upper'] },
  min: { inputs: ['low'], name: 'donchian', params: period, outputs: ['lower'] },
  mfi: {
    inputs: ['high', 'low', 'close', 'volume'],
    name: 'mfi',
    params: ([length]) => ({ period: length, definition: 'stock-indicators' }),
    outputs: ['mfi'],
  },
  mom: ofClose('momentum', 'momentum'),
  obv: {
    inputs: ['close', 'volume'],
    name: 'obv',
    params: () => ({ definition: 'stock-indicators' }),
    outputs: ['obv'],
  },
  roc: ofClose('roc', 'roc', 0.01),
  rsi: ofClose('rsi', 'rsi'),
  sma: ofClose('sma', 'sma'),
  stddev: ofClose('standard-deviation', 'standardDeviation'),
  stoch: {
    inputs: ['high', 'low', 'close'],
    name: 'stochastic',
    params: ([length, smoothing, signal]) => ({ period: length, smoothing, signal }),
    outputs: ['k', 'd'],
  },
  stochrsi: {
    inputs: ['close'],
    name: 'stochastic-rsi',
    params: ([length]) => ({ period: length, stochastic: length, smoothing: 1, signal: 1 }),
    outputs: ['k'],
    factor: 0.01,
  },
  tr: { inputs: ['high', 'low', 'close'], name: 'true-range', params: none, outputs: ['trueRange'] },
  vwma: { inputs: ['close', 'volume'], name: 'vwma', params: period, outputs: ['vwma'] },
  wilders: ofClose('rma', 'rma'),
  willr: { inputs: ['high', 'low', 'close'], name: 'williams-r', params: period, outputs: ['williamsR'] },
  wma: ofClose('wma', 'wma'),
};

type Vector = {
  readonly title: string;
  readonly tulip: string;
  readonly options: number[];
  readonly columns: number[][];
};

/** Blocks of a name with its options, then inputs and outputs, one `{…}` a line. */
function vectors(): readonly Vector[] {
  if (referenceFolderIsAbsent) return [];
  return ['atoz.txt', 'extra.txt', 'untest.txt'].flatMap((file) => {
    const text = readFileSync(join(referenceFolder, 'tulip', file), 'utf8').replaceAll(/^#.*\r?\n/gm, '');
    return text.split(/\r?\n\s*\r?\n/).flatMap((block) => {
      const [head = '', ...lines] = block.trim().split(/\r?\n/);
      const [tulip = '', ...options] = head.split(' ');
      const columns = lines.map((line) => line.replaceAll(/[{}]/g, '').split(',').map(Number));
      return tulip in COUNTERPARTS
        ? [{ title: `${head} of ${file}`, tulip, options: options.map(Number), columns }]
        : [];
    });
  });
}

function candlesOf(columns: readonly number[][], inputs: readonly Input[]): CandleColumns {
  const first = columns[0] ?? [];
  const candles = createCandleColumns(first.length);
  candles.openTimeMs.set([...first.keys()]);
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) candles[name].set(first);
  if (!inputs.includes('close') && inputs.length > 1) {
    const low = columns[1] ?? [];
    candles.close.set(first.map((high, i) => (high + (low[i] ?? high)) / 2));
  }
  inputs.forEach((name, k) => {
    candles[name].set(columns[k] ?? []);
  });
  return candles;
}

/** Tulip leaves out the rows without a value and writes three digits, of large numbers seven or more. */
describe.skipIf(referenceFolderIsAbsent)('Tulip, its own test vectors', () => {
  it.each(vectors())('$title', ({ tulip, options, columns }) => {
    const { inputs, name, params, outputs, factor = 1 } = COUNTERPARTS[tulip] as Counterpart;
    const ours = outputsOf(name, candlesOf(columns, inputs), params(options));
    outputs.forEach((output, k) => {
      const expected = columns[inputs.length + k] ?? [];
      const actual = ours[output] ?? new Float64Array(0);
      const from = actual.length - expected.length;
      expect(expected.length).toBeGreaterThan(0);
      expected.forEach((value, i) => {
        expect(Math.abs((actual[from + i] as number) * factor - value), `${output} ${from + i}`).toBeLessThan(
          6e-4 + 1e-7 * Math.abs(value),
        );
      });
    });
  });
});
