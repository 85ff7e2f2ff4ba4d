import { describe, expect, it } from 'vitest';
import { type StructureMark, structureMarks } from '../../../../../src-main/engine/structure/structure-marks.ts';
import { type CandleColumns, createCandleColumns } from '../../../../../src-main/model/candle.ts';

/** Bars that go from close to close, half a point of wick at either end. */
function barsOf(closes: readonly number[]): CandleColumns {
  const columns = createCandleColumns(closes.length);
  closes.forEach((close, bar) => {
    const open = closes[bar - 1] ?? close;
    columns.openTimeMs[bar] = bar * 60_000;
    columns.open[bar] = open;
    columns.high[bar] = Math.max(open, close) + 0.5;
    columns.low[bar] = Math.min(open, close) - 0.5;
    columns.close[bar] = close;
    columns.volume[bar] = 10 + bar;
  });
  return columns;
}

/** Low at bar 3, high at 6, higher low at 9, then through the high at 13. */
const RISING = [14, 13, 12, 11, 13, 15, 17, 16, 15, 14, 15, 16, 17, 18, 19, 20] as const;

/** A walk that repeats: steps of a linear congruential generator. */
function walk(bars: number, seed: number): number[] {
  let state = seed;
  let price = 1000;
  return Array.from({ length: bars }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    price += (state / 2_147_483_648 - 0.5) * 12;
    return price;
  });
}

/** What of `marks` was known at the close of the bar before `bars`. */
const knownBefore = (marks: readonly StructureMark[], bars: number): readonly StructureMark[] =>
  marks
    .filter(({ knownAt }) => knownAt < bars)
    .map((mark) => ({ ...mark, endBar: mark.endBar !== null && mark.endBar < bars ? mark.endBar : null }));

describe('the marks of a chart', () => {
  it('are swings, the break at the close that made it, and the block it left', () => {
    const marks = structureMarks(barsOf(RISING), 2);
    expect(marks).toContainEqual({
      kind: 'bos',
      direction: 1,
      bar: 6,
      knownAt: 13,
      endBar: 13,
      top: 17.5,
      bottom: 17.5,
    });
    expect(marks.find(({ kind }) => kind === 'orderBlock')).toMatchObject({ bar: 10, knownAt: 13, endBar: null });
    expect(marks.filter(({ kind }) => kind === 'swing').map(({ bar }) => bar)).toEqual([3, 6, 9]);
  });

  it('of the bars so far are what the whole series says was known by then, bar by bar', () => {
    const closes = walk(400, 7);
    const whole = structureMarks(barsOf(closes), 3);
    expect(new Set(whole.map(({ kind }) => kind)).size).toBe(5);
    for (const bars of [1, 2, 7, 50, 133, 250, 399]) {
      expect(structureMarks(barsOf(closes.slice(0, bars)), 3)).toEqual(knownBefore(whole, bars));
    }
  });

  it('end where a price traded into them, and swings where a more extreme one took their place', () => {
    const columns = barsOf(walk(2000, 11));
    const marks = structureMarks(columns, 4);
    for (const { kind, direction, endBar, knownAt, top, bottom } of marks) {
      if (endBar === null || kind === 'bos' || kind === 'choch') continue;
      expect(endBar).toBeGreaterThanOrEqual(knownAt);
      const [high, low] = [columns.high[endBar] as number, columns.low[endBar] as number];
      if (kind === 'gap') expect(direction === 1 ? low <= top : high >= bottom).toBe(true);
      if (kind === 'orderBlock') expect(direction === 1 ? low < bottom : high > top).toBe(true);
    }
    expect(marks.some(({ kind, endBar }) => kind === 'swing' && endBar !== null)).toBe(true);
  });
});
