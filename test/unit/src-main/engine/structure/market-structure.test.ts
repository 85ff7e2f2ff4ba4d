import { describe, expect, it } from 'vitest';
import { marketStructure } from '../../../../../src-main/engine/structure/market-structure.ts';
import type { StructureEvent } from '../../../../../src-main/engine/structure/structure-events.ts';
import {
  StructureTracker,
  structureTrackerParams,
} from '../../../../../src-main/engine/structure/structure-tracker.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';

type Row = Readonly<Record<string, number>>;

function rowsOf(candles: readonly Candle[], settings: object): Row[] {
  const columns = marketStructure.series(candleColumnsOf([...candles]), marketStructure.params.parse(settings));
  return candles.map((_, row) =>
    Object.fromEntries(marketStructure.outputs.map((name, k) => [name, columns[k]?.[row] ?? Number.NaN])),
  );
}

type Open = { readonly bar: number; readonly top: number; readonly bottom: number };

/** What each bar should show, from the tracker's events alone and every open zone looked at. */
function expectedRows(candles: readonly Candle[], settings: object): Row[] {
  const tracker = new StructureTracker(structureTrackerParams.parse(settings));
  const swings = { swingHigh: Number.NaN, swingLow: Number.NaN };
  const zones: Record<string, Open[]> = { bullishGap: [], bearishGap: [], bullishBlock: [], bearishBlock: [] };
  return candles.map((candle) => {
    const breaks = {
      bullishBos: Number.NaN,
      bearishBos: Number.NaN,
      bullishChoch: Number.NaN,
      bearishChoch: Number.NaN,
    };
    for (const event of tracker.update(candle)) {
      const side = event.direction === 1 ? 'bullish' : 'bearish';
      if (event.kind === 'swing') swings[event.direction === 1 ? 'swingHigh' : 'swingLow'] = event.level;
      if (event.kind === 'bos') breaks[`${side}Bos`] = event.level;
      if (event.kind === 'choch') breaks[`${side}Choch`] = event.level;
      follow(zones[`${side}Gap`] as Open[], event, 'gap');
      follow(zones[`${side}Block`] as Open[], event, 'order-block');
    }
    const shown = Object.entries(zones).flatMap(([name, open]) => {
      const nearest = name.startsWith('bullish')
        ? open.reduce<Open | null>((best, zone) => (best === null || zone.top > best.top ? zone : best), null)
        : open.reduce<Open | null>((best, zone) => (best === null || zone.bottom < best.bottom ? zone : best), null);
      return [
        [`${name}Top`, nearest?.top ?? Number.NaN] as const,
        [`${name}Bottom`, nearest?.bottom ?? Number.NaN] as const,
      ];
    });
    return { ...swings, ...breaks, ...Object.fromEntries(shown) };
  });
}

function follow(open: Open[], event: StructureEvent, kind: 'gap' | 'order-block'): void {
  if (event.kind === kind) open.push(event as Open);
  else if (event.kind === `${kind}-mitigated`) {
    const index = open.findIndex(({ bar }) => bar === event.bar);
    if (index >= 0) open.splice(index, 1);
  }
}

describe('market-structure', () => {
  it.each([
    ['short swings', { swingLength: 3 }],
    ['joined gaps, broken by wicks', { swingLength: 5, joinConsecutive: true, closeBreak: false }],
    ['blocks mitigated by bodies', { swingLength: 2, closeMitigation: true }],
  ])('shows what the tracker has said by then, the nearest open zone of each kind: %s', (_name, settings) => {
    const candles = seededCandles('structure', { bars: 2000, volatility: 0.01 });
    const found = rowsOf(candles, settings);
    expect(found).toEqual(expectedRows(candles, settings));
    for (const name of marketStructure.outputs) {
      const values = found.filter((row) => !Number.isNaN(row[name]));
      expect(values.length, name).toBeGreaterThan(3);
    }
  });

  it('a break stands at the bar whose close made it known, the swing low it came from below it', () => {
    // Low at bar 3, high at 6, higher low at 9, then through the high at 13; half a point of wick at either end.
    const closes = [14, 13, 12, 11, 13, 15, 17, 16, 15, 14, 15, 16, 17, 18, 19, 20];
    const candles = closes.map((close, row) => {
      const open = closes[row - 1] ?? close;
      const [high, low] = [Math.max(open, close) + 0.5, Math.min(open, close) - 0.5];
      return { openTimeMs: row * 60_000, open, high, low, close, volume: 1 };
    });
    const rows = rowsOf(candles, { swingLength: 2 });
    expect(rows.map(({ bullishBos }) => bullishBos)).toEqual(closes.map((_, row) => (row === 13 ? 17.5 : Number.NaN)));
    expect(rows[13]).toMatchObject({
      swingHigh: 17.5,
      swingLow: 13.5,
      bullishBlockTop: 15.5,
      bullishBlockBottom: 13.5,
    });
    expect(rows[12]?.bullishBlockTop).toBeNaN();
  });
});
