import { afterEach, describe, expect, it } from 'vitest';
import { createRows, rowHolding } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import {
  type LinkedTime,
  linkCrosshair,
  onLinkedCrosshair,
} from '../../../../../src-renderer/features/charts/linked-crosshair.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const [one, other] = [{}, {}];
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  linkCrosshair(null, one);
  linkCrosshair(null, other);
});

function heard(): LinkedTime[] {
  const times: LinkedTime[] = [];
  stops.push(onLinkedCrosshair((time) => times.push(time)));
  return times;
}

describe('the linked crosshair', () => {
  it('tells a row once, however often the pointer moves within it', () => {
    const times = heard();
    linkCrosshair(5, one);
    linkCrosshair(5, one);
    linkCrosshair(6, one);
    expect(times.map((time) => time?.timeMs)).toEqual([5, 6]);
  });

  it('is taken down by the chart that put it up, not by another', () => {
    const times = heard();
    linkCrosshair(5, one);
    linkCrosshair(7, other);
    linkCrosshair(null, one);
    expect(times.at(-1)).toEqual({ timeMs: 7, from: other });
    linkCrosshair(null, other);
    expect(times.at(-1)).toBeNull();
  });
});

describe('the row of another chart’s time', () => {
  const none = new Float64Array(3);
  const columns = { open: none, high: none, low: none, close: none, volume: none };
  const hours = createRows({ openTimeMs: Float64Array.of(0, HOUR_MS, 3 * HOUR_MS), ...columns }, 1, HOUR_MS);

  it('is the one whose bars cover it, whatever the intervals', () => {
    expect(rowHolding(hours, 0)).toBe(0);
    expect(rowHolding(hours, 59 * MINUTE_MS)).toBe(0);
    expect(rowHolding(hours, 60 * MINUTE_MS)).toBe(1);
    expect(rowHolding(hours, 3 * HOUR_MS + MINUTE_MS)).toBe(2);
  });

  it('is none before the first, after the last and in a gap', () => {
    expect(rowHolding(hours, -1)).toBeUndefined();
    expect(rowHolding(hours, 2 * HOUR_MS + MINUTE_MS)).toBeUndefined();
    expect(rowHolding(hours, 4 * HOUR_MS)).toBeUndefined();
  });
});
