import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { IndicatorStep } from '../../../../../src-main/engine/indicators/indicator.ts';
import { INDICATORS, readIndicatorParams } from '../../../../../src-main/engine/indicators/registry.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';

const COUNT = 100_000;
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

describe.each([...INDICATORS.values()])('$name', (indicator) => {
  it('allocates nothing per candle once its code is compiled', () => {
    const step = indicator.step(unwrap(readIndicatorParams(indicator, {})));
    const out = new Float64Array(indicator.outputs.length);
    for (let run = 0; run < 2; run++) growth(step, out);
    const runs = Array.from({ length: 5 }, () => growth(step, out)).sort((a, b) => a - b);
    expect(runs[2], `bytes a candle: ${runs.map((bytes) => bytes.toFixed(2)).join(', ')}`).toBeLessThan(1);
  });
});
