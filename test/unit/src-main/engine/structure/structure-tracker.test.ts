import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import {
  findStructure,
  readStructureParams,
  STRUCTURE_KINDS,
} from '../../../../../src-main/engine/structure/registry.ts';
import { retracementPercent } from '../../../../../src-main/engine/structure/retracement.ts';
import type { StructureEvent } from '../../../../../src-main/engine/structure/structure-events.ts';
import {
  StructureTracker,
  structureTrackerParams,
} from '../../../../../src-main/engine/structure/structure-tracker.ts';
import { createCandleColumns } from '../../../../../src-main/model/candle.ts';

/** Bars that go from close to close, half a point of wick at either end. */
function track(closes: readonly number[], settings: object): StructureEvent[] {
  const tracker = new StructureTracker(structureTrackerParams.parse(settings));
  return closes.flatMap((close, bar) => {
    const open = closes[bar - 1] ?? close;
    const [high, low] = [Math.max(open, close) + 0.5, Math.min(open, close) - 0.5];
    return tracker.update({ openTimeMs: bar * 60_000, open, high, low, close, volume: 10 + bar });
  });
}

/** Low at bar 3, high at 6, higher low at 9, then through the high at 13. */
const RISING = [14, 13, 12, 11, 13, 15, 17, 16, 15, 14, 15, 16, 17, 18, 19, 20] as const;

describe('StructureTracker', () => {
  it('tells a bullish break at the close that makes it, with the block it leaves', () => {
    const events = track(RISING, { swingLength: 2 });
    const found = events.filter(({ kind }) => kind === 'bos' || kind === 'order-block');
    expect(found).toEqual([
      { kind: 'bos', direction: 1, bar: 6, level: 17.5, brokenAt: 13, knownAt: 13 },
      {
        kind: 'order-block',
        direction: 1,
        bar: 10,
        top: 15.5,
        bottom: 13.5,
        volume: 66,
        percentage: (21 / 45) * 100,
        knownAt: 13,
      },
    ]);
  });

  it('knows a swing swingLength bars after it and not before', () => {
    const swings = track(RISING, { swingLength: 2 }).filter(({ kind }) => kind === 'swing');
    expect(swings.map(({ bar, direction, knownAt }) => ({ bar, direction, knownAt }))).toEqual([
      { bar: 3, direction: -1, knownAt: 5 },
      { bar: 6, direction: 1, knownAt: 8 },
      { bar: 9, direction: -1, knownAt: 11 },
    ]);
  });

  it('tells a gap at its third bar and the bar that comes back to it', () => {
    const bars = [
      [10, 11, 9, 10],
      [10, 14, 10, 14],
      [14, 15, 12, 15],
      [15, 15, 13, 14],
      [14, 14, 12, 12],
    ] as const;
    const tracker = new StructureTracker(structureTrackerParams.parse({}));
    const events = bars.flatMap(([open, high, low, close], bar) =>
      tracker.update({ openTimeMs: bar * 60_000, open, high, low, close, volume: 1 }),
    );
    expect(events).toEqual([
      { kind: 'gap', direction: 1, bar: 1, top: 12, bottom: 11, knownAt: 2 },
      { kind: 'gap-mitigated', direction: 1, bar: 1, knownAt: 4 },
    ]);
  });
});

describe('retracementPercent', () => {
  it('is 0 at the swing, 100 at the one before, and rounds halves to even', () => {
    expect(retracementPercent(20, 20, 10)).toBe(0);
    expect(retracementPercent(10, 20, 10)).toBe(100);
    expect(retracementPercent(5, 5, 5)).toBe(0);
    expect([100, 101, 102, 103].map((price) => retracementPercent(price, 500, 100))).toEqual([100, 99.8, 99.5, 99.2]);
  });
});

describe('kinds of structure', () => {
  it('give empty columns for no bars and for too few', () => {
    for (const kind of STRUCTURE_KINDS.values()) {
      for (const bars of [0, 1, 2, 5]) {
        const { values, knownAt } = kind.series(createCandleColumns(bars), kind.params.parse({}));
        expect(values.map(({ length }) => length)).toEqual(kind.columns.map(() => bars));
        expect(knownAt).toHaveLength(bars);
      }
    }
  });

  it('refuse what they do not know, naming it', () => {
    expect(findStructure('fvgs')).toMatchObject({ ok: false, error: { code: 'badArgument' } });
    const kind = unwrap(findStructure('liquidity'));
    const refused = readStructureParams(kind, { rangePercent: 2, swings: 1 });
    expect(refused).toMatchObject({ ok: false, error: { code: 'badParams' } });
    expect(JSON.stringify(refused)).toMatch(/rangePercent is 2.*swings/);
    expect(unwrap(readStructureParams(kind, {}))).toEqual({ swingLength: 50, rangePercent: 0.01 });
  });
});
