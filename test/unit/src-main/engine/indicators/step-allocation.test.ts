import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { INDICATORS, readIndicatorParams } from '../../../../../src-main/engine/indicator-registry.ts';
import type { IndicatorStep } from '../../../../../src-main/engine/indicators/indicator.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';

const COUNT = 40_000;
const CLEAN_RUNS = 3;
const MOST_RUNS = 100;
const rows = Array.from({ length: COUNT }, (_, i) => {
  const close = 100.25 + 10 * Math.sin(i / 9) + (i % 7) * 0.3;
  return { openTimeMs: i * 60_000 + 0.5, open: close - 0.1, high: close + 0.4, low: close - 0.6, close, volume: 10.5 };
});

/** Bytes a candle by which the heap grows. */
function growth(step: IndicatorStep, out: Float64Array): number {
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < COUNT; i++) step.update(rows[i] as Candle, out);
  return (process.memoryUsage().heapUsed - before) / COUNT;
}

/** The candlestick package takes arrays, so its step makes them; structure makes zones and swings where it finds them. */
const ALLOCATING = ['candlestick-pattern', 'market-structure'];
const steps = [...INDICATORS.values()].filter(({ name }) => !ALLOCATING.includes(name));

describe.each(steps)('$name', (indicator) => {
  it('allocates nothing per candle once its code is compiled', () => {
    const params = unwrap(readIndicatorParams(indicator, {}));
    const out = new Float64Array(indicator.outputs.length);
    // The engine compiles for a single instance first, and differently for several: the second and third are measured.
    for (let instance = 0; instance < 2; instance++) {
      const warming = indicator.step(params);
      for (let run = 0; run < 3; run++) growth(warming, out);
    }
    const step = indicator.step(params);
    // The compiler works in the background, later on a busy machine: what still allocates then does so in every run.
    const runs: number[] = [];
    let clean = 0;
    while (clean < CLEAN_RUNS && runs.length < MOST_RUNS) {
      runs.push(growth(step, out));
      if (Math.abs(runs.at(-1) ?? Number.NaN) < 1) clean++;
    }
    expect(clean, `bytes a candle: ${runs.map((bytes) => bytes.toFixed(2)).join(', ')}`).toBe(CLEAN_RUNS);
  });
});
