import { unwrap } from '../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../src-main/engine/indicator-registry.ts';
import type { IndicatorStep } from '../../src-main/engine/indicators/indicator.ts';
import { type Candle, type CandleColumns, candleAt, candleColumnsOf } from '../../src-main/model/candle.ts';
import type { Bench, BenchResult } from './bench.ts';
import * as loops from './indicator-reference-loops.ts';
import * as steps from './indicator-reference-steps.ts';
import { walk } from './indicator-walk.ts';
import { pairedTiming } from './paired-timing.ts';

const COUNT = 300_000;

type Rival = { readonly name: string; loop(candles: CandleColumns): unknown; step(): IndicatorStep };

const RIVALS: readonly Rival[] = [
  { name: 'sma', loop: (candles) => loops.smaLoop(candles, 20), step: () => steps.smaStep(20) },
  { name: 'ema', loop: (candles) => loops.emaLoop(candles, 20), step: () => steps.emaStep(20) },
  { name: 'rsi', loop: (candles) => loops.rsiLoop(candles, 14), step: () => steps.rsiStep(14) },
  { name: 'macd', loop: (candles) => loops.macdLoop(candles, 12, 26, 9), step: () => steps.macdStep(12, 26, 9) },
  { name: 'atr', loop: (candles) => loops.atrLoop(candles, 14), step: () => steps.atrStep(14) },
  { name: 'bollinger', loop: (candles) => loops.bollingerLoop(candles, 20, 2), step: () => steps.bollingerStep(20, 2) },
  {
    name: 'stochastic-rsi',
    loop: (candles) => loops.stochasticRsiLoop(candles, 14, 14),
    step: () => steps.stochasticRsiStep(14, 14),
  },
  { name: 'adx', loop: (candles) => loops.adxLoop(candles, 14), step: () => steps.adxStep(14) },
];

function feed(step: IndicatorStep, rows: readonly Candle[], out: Float64Array): void {
  for (let i = 0; i < rows.length; i++) step.update(rows[i] as Candle, out);
}

function feedReference(step: IndicatorStep, rows: readonly Candle[], out: Float64Array): void {
  for (let i = 0; i < rows.length; i++) step.update(rows[i] as Candle, out);
}

function geometricMean(name: string, results: readonly BenchResult[]): BenchResult {
  const mean = (values: readonly number[]) => values.reduce((product, x) => product * x, 1) ** (1 / values.length);
  const [value, reference] = [mean(results.map((r) => r.value)), mean(results.map((r) => r.reference))];
  return { name, value, unit: 'ns/candle', reference, ratio: value / reference };
}

/** Series forms against plain loops, step forms against steps written by hand, default parameters, one random walk. */
export const bench: Bench = {
  name: 'indicators',
  async run() {
    const written = walk(COUNT);
    const columns = candleColumnsOf(written);
    const rows = written.map((_, i) => candleAt(columns, i));
    const out = new Float64Array(8);
    const [series, step]: [BenchResult[], BenchResult[]] = [[], []];
    for (const rival of RIVALS) {
      const indicator = unwrap(findIndicator(rival.name));
      const params = unwrap(readIndicatorParams(indicator, {}));
      const ours = () => indicator.series(columns, params);
      const reference = () => () => rival.loop(columns);
      series.push(pairedTiming({ name: `indicator series ${rival.name}`, count: COUNT, ours, reference }));
    }
    for (const rival of RIVALS) {
      const indicator = unwrap(findIndicator(rival.name));
      const params = unwrap(readIndicatorParams(indicator, {}));
      const ours = () => feed(indicator.step(params), rows, out);
      const reference = () => () => feedReference(rival.step(), rows, out);
      step.push(pairedTiming({ name: `indicator step ${rival.name}`, count: COUNT, ours, reference }));
    }
    const means = [geometricMean('indicator series', series), geometricMean('indicator step', step)];
    return [...series, ...step, ...means];
  },
};
