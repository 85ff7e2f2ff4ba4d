import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '../../../../../../src-main/base/outcome.ts';
import { alignCandles } from '../../../../../../src-main/engine/indicators/pairs/pair-indicator.ts';
import {
  findPairIndicator,
  PAIR_INDICATORS,
} from '../../../../../../src-main/engine/indicators/pairs/pair-registry.ts';
import { candleAt, candleColumnsOf } from '../../../../../../src-main/model/candle.ts';

const candlesAt = (times: readonly number[], price: (time: number) => number) =>
  candleColumnsOf(
    times.map((openTimeMs) => {
      const close = price(openTimeMs);
      return { openTimeMs, open: close, high: close + 1, low: close - 1, close, volume: 5 };
    }),
  );
const hours = Array.from({ length: 300 }, (_, i) => i * 3_600_000);
const own = candlesAt(hours, (time) => 100 + Math.sin(time / 2e7) * 5 + Math.cos(time / 7e6));
const other = candlesAt(hours.slice(7), (time) => 50 + Math.sin(time / 2e7 + 0.4) * 3);

describe('alignment', () => {
  it('takes the latest candle at or before each time, and none before the first', () => {
    const aligned = alignCandles(
      Float64Array.of(5, 10, 15, 20, 35),
      candlesAt([10, 20, 30, 40], (time) => time),
    );
    expect([...aligned.close]).toEqual([Number.NaN, 10, 10, 20, 30]);
    expect([...aligned.volume]).toEqual([0, 5, 0, 5, 0]);
    expect([...aligned.openTimeMs]).toEqual([5, 10, 15, 20, 35]);
  });
});

describe.each([...PAIR_INDICATORS.values()])('$name', (indicator) => {
  const params = indicator.params.parse({});
  const aligned = alignCandles(own.openTimeMs, other);

  it('has the same values step by step, the first where both have had enough candles', () => {
    const [series = new Float64Array(0)] = indicator.series(own, aligned, params);
    const step = indicator.step(params);
    const out = new Float64Array(1);
    for (let i = 0; i < 300; i++) {
      step.update(candleAt(own, i), candleAt(aligned, i), out);
      expect(Object.is(out[0], series[i])).toBe(true);
    }
    expect(series.findIndex((value) => !Number.isNaN(value))).toBe(7 + indicator.warmUp(params));
  });

  it('stays the same when later candles of the other symbol are not there yet', () => {
    const [series] = indicator.series(own, aligned, params);
    const cut = candlesAt(hours.slice(7, 200), (time) => 50 + Math.sin(time / 2e7 + 0.4) * 3);
    const [early] = indicator.series(own, alignCandles(own.openTimeMs, cut), params);
    expect(early?.subarray(0, 200)).toEqual(series?.subarray(0, 200));
  });

  it('refuses rows that are not aligned', () => {
    expect(() => indicator.series(own, other, params)).toThrow('293 rows, expected 300');
  });

  it('gives a JSON Schema', () => {
    expect(z.toJSONSchema(indicator.params)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

describe('values', () => {
  it('is 1 with itself, −1 with its mirror, 0 with what does not move', () => {
    const { series, params } = unwrap(findPairIndicator('correlation'));
    const settings = params.parse({});
    const mirror = candlesAt(hours, (time) => 300 - (own.close[time / 3_600_000] as number));
    expect(series(own, own, settings)[0]?.at(-1)).toBeCloseTo(1, 12);
    expect(series(own, mirror, settings)[0]?.at(-1)).toBeCloseTo(-1, 12);
    expect(
      series(
        own,
        candlesAt(hours, () => 7.1),
        settings,
      )[0]?.at(-1),
    ).toBe(0);
  });

  it('says which names there are', () => {
    expect(findPairIndicator('gamma')).toMatchObject({ ok: false, error: { code: 'unknownIndicator' } });
  });
});
