import type { KeyboardEvent } from 'react';
import { expect, it } from 'vitest';
import { fail, succeed } from '../../../../../src-main/base/outcome.ts';
import type { CandleWindowView } from '../../../../../src-preload/contract/research-views.ts';
import type { WindowQuery } from '../../../../../src-renderer/features/charts/chart-session.ts';
import { barBeside, marksUntil, openBefore, placeAfter } from '../../../../../src-renderer/features/charts/replay.ts';
import { pressReplayKey, type ReplayHands } from '../../../../../src-renderer/features/charts/replay-hands.ts';

const MINUTE_MS = 60_000;

/** Bars of a minute with a long gap after the third. */
const TIMES = [1, 2, 3, 2000, 2001].map((minute) => minute * MINUTE_MS);

const candles = async ({ fromMs, toMs }: WindowQuery) => {
  const inside = TIMES.filter((timeMs) => timeMs >= (fromMs ?? 0) && timeMs < (toMs ?? Number.POSITIVE_INFINITY));
  const openTimeMs = Float64Array.from(inside);
  const columns = {
    openTimeMs,
    open: openTimeMs,
    high: openTimeMs,
    low: openTimeMs,
    close: openTimeMs,
    volume: openTimeMs,
  };
  const [firstMs, lastMs] = [TIMES[0] as number, TIMES.at(-1) as number];
  const window: CandleWindowView = {
    ...{ columns, barsPerRow: 1, firstMs, lastMs },
    ...{ totalBars: TIMES.length, fromIndex: 0, toIndex: inside.length },
  };
  return succeed(window);
};
const minutes = { candles, interval: '1m' } as const;
const at = (minute: number) => placeAfter(minute * MINUTE_MS, '1m');

it('walks from bar to bar over gaps, and stops at both ends', async () => {
  expect(await barBeside(at(1), minutes, 1)).toBe(2 * MINUTE_MS);
  expect(await barBeside(at(3), minutes, 1)).toBe(2000 * MINUTE_MS);
  expect(await barBeside(at(2001), minutes, 1)).toBeUndefined();
  expect(await barBeside(at(2000), minutes, -1)).toBe(3 * MINUTE_MS);
  expect(await barBeside(at(2), minutes, -1)).toBe(MINUTE_MS);
  expect(await barBeside(at(1), minutes, -1)).toBeUndefined();
  const broken = { candles: async () => fail('bug', 'the worker is gone'), interval: '1m' } as const;
  expect(await barBeside(at(1), broken, 1)).toBeUndefined();
});

it('stands at a moment: of a longer interval only bars that had closed by then are shown', () => {
  const place = placeAfter(12 * MINUTE_MS, '1m');
  expect(openBefore(place, '1m')).toBe(12 * MINUTE_MS + 1);
  // The bar of 10:00 closes at 15:00: it is not known at 13:00.
  expect(openBefore(place, '5m')).toBeLessThan(10 * MINUTE_MS);
  expect(openBefore(place, '5m')).toBeGreaterThan(5 * MINUTE_MS);
});

it('shows no trade from later', () => {
  const mark = (timeMs: number) => ({ side: 'buy', timeMs, price: '1', quantity: '1', by: '' }) as const;
  const place = at(2);
  expect(marksUntil([mark(MINUTE_MS), mark(3 * MINUTE_MS - 1), mark(3 * MINUTE_MS)], place)).toHaveLength(2);
});

it('has a key for each act, each only where it means something', () => {
  const done: string[] = [];
  const hands = (phase: ReplayHands['phase']): ReplayHands => ({
    phase,
    choose: () => done.push('choose'),
    beginAt: (timeMs) => done.push(`begin ${timeMs}`),
    step: (direction) => done.push(`step ${direction}`),
    togglePlay: () => done.push('play'),
    leave: () => done.push('leave'),
  });
  const press = (key: string, phase: ReplayHands['phase'], part: Partial<KeyboardEvent> = {}): boolean =>
    pressReplayKey({ key, altKey: false, ctrlKey: false, metaKey: false, ...part } as KeyboardEvent, hands(phase), 5);
  for (const key of ['.', ',', ' ', 'Enter']) expect(press(key, 'off')).toBe(false);
  expect(press('r', 'off', { ctrlKey: true })).toBe(false);
  expect(press('r', 'off')).toBe(true);
  expect(press('Enter', 'choosing')).toBe(true);
  for (const key of ['.', ',', ' ', 'R']) expect(press(key, 'at')).toBe(true);
  expect(done).toEqual(['choose', 'begin 5', 'step 1', 'step -1', 'play', 'leave']);
});
