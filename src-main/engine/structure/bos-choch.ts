import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { FirstCrossing } from './first-crossing.ts';
import { closeBreakParameter, swingLengthParameter } from './parameters.ts';
import { Settlement } from './settlement.ts';
import { defineStructure, emptyColumn, emptyKnownAt, emptySingleColumn, knownBar } from './structure-kind.ts';
import { confirmedAt, lastAtOrBefore, listSwings, type SwingList } from './swing-list.ts';

const params = z.strictObject({ swingLength: swingLengthParameter(), closeBreak: closeBreakParameter() });

/** Swing `q` is the level; its neighbours q − 1, q + 1 and q + 2 make the pattern. */
type Break = {
  readonly swing: number;
  readonly kind: 'bos' | 'choch';
  /** Single precision, as the package compares and prints it. */
  readonly level: number;
  readonly brokenAt: number;
  /** Bar at whose close the four swings of the pattern were certain. */
  readonly patternAt: number;
  /** The later break that makes the package drop this one. */
  removedBy: Break | null;
};

type Crossings = { readonly up: FirstCrossing; readonly down: FirstCrossing };

type Surroundings = { readonly list: SwingList; readonly crossings: Crossings; readonly settlement: Settlement };

/**
 * Break of structure and change of character, as `smc.bos_choch` has them on the swings of `swings.ts`. Of four swings in a
 * row (bullish: low, high, low, high) the second is the level: BOS when both lows and highs rise, CHOCH when the second low is
 * lower but the second high higher. The row stands at the level's swing; BrokenIndex is the first bar from two after it that
 * closes beyond. A break that lasts until after a later break (of either direction) that began inside it is dropped, but the
 * package leaves its BrokenIndex standing: rows with that alone are such. Levels are compared in single precision, as there.
 *
 * A row is certain (`knownAt`) when the level is broken, the fourth swing is confirmed, and no swing in between can still
 * become the break that drops it; so `knownAt` is never before BrokenIndex and often after. `break-step.ts` is causal.
 */
export const bosChoch = defineStructure<z.infer<typeof params>>({
  name: 'bos-choch',
  title: 'Break of structure, change of character',
  columns: [
    { name: 'BOS', meaning: '1 bullish, −1 bearish break of structure', hindsight: false },
    { name: 'CHOCH', meaning: '1 bullish, −1 bearish change of character', hindsight: false },
    { name: 'Level', meaning: 'price that was broken', hindsight: false },
    { name: 'BrokenIndex', meaning: 'number of the bar that broke it', hindsight: false },
  ],
  params,
  series(candles, { swingLength, closeBreak }) {
    const bars = candles.close.length;
    const list = listSwings(candles, swingLength);
    const crossings = {
      up: new FirstCrossing(closeBreak ? candles.close : candles.high, 1),
      down: new FirstCrossing(closeBreak ? candles.close : candles.low, -1),
    };
    const surroundings = { list, crossings, settlement: new Settlement(candles, list) };
    const [bos, choch, level] = [emptyColumn(bars), emptyColumn(bars), emptySingleColumn(bars)];
    const [brokenIndex, knownAt] = [emptyColumn(bars), emptyKnownAt(bars)];
    for (const found of findBreaks(candles, list, crossings)) {
      const bar = list.bar[found.swing] as number;
      brokenIndex[bar] = found.brokenAt;
      knownAt[bar] = knownBar(certainAt(found, surroundings), bars);
      if (found.removedBy !== null) continue;
      (found.kind === 'bos' ? bos : choch)[bar] = list.direction[found.swing] as number;
      level[bar] = found.level;
    }
    return { values: [bos, choch, level, brokenIndex], knownAt };
  },
});

/** Every pattern whose level is broken, in order of its swing; those the package drops are marked. */
function findBreaks(candles: CandleColumns, list: SwingList, crossings: Crossings): Break[] {
  const breaks: Break[] = [];
  /** Not dropped so far: each was broken after those before it, so a new one drops from the end. */
  const standing: Break[] = [];
  for (let swing = 1; swing + 2 < list.bar.length; swing++) {
    const kind = patternOf(list, swing);
    const brokenAt = kind === null ? -1 : crossingOf(list, swing, crossings);
    if (kind === null || brokenAt < 0) continue;
    const patternAt = passedAt(candles, list, swing);
    const level = Math.fround(list.level[swing] as number);
    const found: Break = { swing, kind, level, brokenAt, patternAt, removedBy: null };
    for (let last = standing.at(-1); last !== undefined && last.brokenAt >= brokenAt; last = standing.at(-1)) {
      last.removedBy = found;
      standing.pop();
    }
    standing.push(found);
    breaks.push(found);
  }
  return breaks;
}

function patternOf({ level, direction }: SwingList, swing: number): 'bos' | 'choch' | null {
  const sign = direction[swing] as number;
  const before = (level[swing - 1] as number) * sign;
  const broken = (level[swing] as number) * sign;
  const after = (level[swing + 1] as number) * sign;
  if (!((level[swing + 2] as number) * sign > broken)) return null;
  if (before < after && after < broken) return 'bos';
  return after < before && before < broken ? 'choch' : null;
}

function crossingOf({ bar, level, direction }: SwingList, swing: number, crossings: Crossings): number {
  return firstBeyond(crossings, bar[swing] as number, direction[swing] as number, level[swing] as number);
}

/** First bar, from two after the swing, beyond its level; −1 when there is none. */
function firstBeyond({ up, down }: Crossings, bar: number, direction: number, level: number): number {
  return (direction === 1 ? up : down).beyond(bar + 2, Math.fround(level));
}

/** When the pattern's fourth swing was certain to pass the level: a run only grows, so its first pivot that does will do. */
function passedAt(candles: CandleColumns, { level, direction, firstPivot, pivots }: SwingList, swing: number): number {
  const sign = direction[swing] as number;
  const prices = sign === 1 ? candles.high : candles.low;
  const end = firstPivot[swing + 3] as number;
  for (let pivot = firstPivot[swing + 2] as number; pivot < end; pivot++) {
    if ((prices[pivots.bar[pivot] as number] as number) * sign > (level[swing] as number) * sign) {
      return confirmedAt(pivots, pivot);
    }
  }
  return Number.POSITIVE_INFINITY;
}

function certainAt(found: Break, surroundings: Surroundings): number {
  const { removedBy, brokenAt, patternAt } = found;
  const formedAt = Math.max(brokenAt, patternAt);
  if (removedBy !== null) return Math.max(formedAt, removedBy.patternAt);
  return Math.max(formedAt, safeAt(found, surroundings), replacementAt(found, surroundings));
}

/**
 * When no later swing could still drop the break: only one whose own level is broken by then could. The latest such swing
 * decides, as swings become final in order.
 */
function safeAt({ swing, brokenAt }: Break, { list, crossings }: Surroundings): number {
  for (let later = lastAtOrBefore(list.bar, brokenAt - 2); later > swing; later--) {
    const crossedAt = crossingOf(list, later, crossings);
    if (crossedAt >= 0 && crossedAt <= brokenAt) return list.finalAt[later + 2] ?? Number.POSITIVE_INFINITY;
  }
  return 0;
}

/** The same for the swing that was the latest when the level broke and is none in hindsight: until it was replaced. */
function replacementAt({ swing, brokenAt }: Break, { list, crossings, settlement }: Surroundings): number {
  const replaced = settlement.replacedAfter(brokenAt);
  if (replaced === null || replaced.bar <= (list.bar[swing] as number)) return 0;
  const { bar, direction, price, replacedAt } = replaced;
  const crossedAt = firstBeyond(crossings, bar, direction, price);
  return crossedAt >= 0 && crossedAt <= brokenAt ? replacedAt : 0;
}
