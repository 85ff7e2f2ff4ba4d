import { unwrap } from '../../src-main/base/outcome.ts';
import { findIndicator, readIndicatorParams } from '../../src-main/engine/indicator-registry.ts';
import type { IndicatorStep } from '../../src-main/engine/indicators/indicator.ts';
import { type Candle, candleAt, candleColumnsOf } from '../../src-main/model/candle.ts';
import type { Bench, BenchResult } from './bench.ts';
import { RIVALS } from './indicator-rivals.ts';
import { walk } from './indicator-walk.ts';
import { pairedTiming } from './paired-timing.ts';

const COUNT = 300_000;

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
