import { describe, expect, it } from 'vitest';
import { momentOfWallClock, timeTicks, wallClockMs } from '../../../../../src-renderer/features/charts/time-ticks.ts';
import {
  decimalsOf,
  decimalsOfStep,
  padRange,
  rangeOf,
  valueTicks,
} from '../../../../../src-renderer/features/charts/value-range.ts';

const at = (text: string): number => Date.parse(text);

describe('ticks of the time axis', () => {
  it('are round times of the display zone', () => {
    const view = { fromMs: at('2026-03-10T00:00:00Z'), toMs: at('2026-03-11T00:00:00Z') };
    expect(timeTicks(view, 8, 'UTC').map((tick) => tick.label)).toEqual([
      '10 Mar',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      '11 Mar',
    ]);
    const kolkata = timeTicks(view, 8, 'Asia/Kolkata');
    expect(kolkata[0]).toEqual({ timeMs: at('2026-03-10T00:30:00Z'), label: '06:00' });
  });

  it('stay at local midnight over a change of the clocks', () => {
    const view = { fromMs: at('2026-03-27T00:00:00Z'), toMs: at('2026-04-01T00:00:00Z') };
    const ticks = timeTicks(view, 6, 'Europe/Berlin');
    expect(ticks.map((tick) => tick.timeMs)).toEqual(
      ['2026-03-27T23:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z', '2026-03-31T22:00Z'].map(at),
    );
  });

  it('are months and years over long spans', () => {
    const view = { fromMs: at('2024-11-15T00:00:00Z'), toMs: at('2025-04-15T00:00:00Z') };
    expect(timeTicks(view, 6, 'UTC').map((tick) => tick.label)).toEqual(['Dec', '2025', 'Feb', 'Mar', 'Apr']);
  });

  it('never come closer than asked', () => {
    for (let hours = 1; hours < 90_000; hours *= 1.7) {
      const view = { fromMs: at('2020-01-01T00:00:00Z'), toMs: at('2020-01-01T00:00:00Z') + hours * 3_600_000 };
      expect(timeTicks(view, 8, 'America/New_York').length).toBeLessThanOrEqual(10);
    }
  });

  it('reads a wall clock and finds its moment again', () => {
    const moment = at('2026-07-01T12:34:56.789Z');
    expect(wallClockMs(moment, 'America/New_York')).toBe(at('2026-07-01T08:34:56.789Z'));
    expect(momentOfWallClock(wallClockMs(moment, 'America/New_York'), 'America/New_York')).toBe(moment);
  });
});

describe('ticks of a value axis', () => {
  it('are round and have no tail', () => {
    expect(valueTicks({ min: 0.05, max: 0.41 }, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(valueTicks({ min: 63_912, max: 64_480 }, 6)).toEqual([64_000, 64_100, 64_200, 64_300, 64_400]);
  });

  it('give a flat line a span of its own', () => {
    const range = padRange({ min: 100, max: 100 }, 0.1, 0.1);
    expect(range.max).toBeGreaterThan(range.min);
  });

  it('leave NaN out', () => {
    expect(rangeOf(Float64Array.of(Number.NaN, 2, 1, Number.NaN), 0, 4)).toEqual({ min: 1, max: 2 });
    expect(rangeOf(Float64Array.of(Number.NaN), 0, 1)).toBeUndefined();
  });

  it('know how many decimals a number or a step needs', () => {
    expect([decimalsOf(64_123.45), decimalsOf(1e-7), decimalsOf(3), decimalsOf(1.5e-9, 8)]).toEqual([2, 7, 0, 8]);
    expect([decimalsOfStep(0.05), decimalsOfStep(1), decimalsOfStep(200)]).toEqual([2, 0, 0]);
  });
});
