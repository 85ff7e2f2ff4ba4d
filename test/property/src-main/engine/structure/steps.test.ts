import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairValueGaps } from '../../../../../src-main/engine/structure/fair-value-gaps.ts';
import { previousHighLow } from '../../../../../src-main/engine/structure/previous-high-low.ts';
import { retracementPercent } from '../../../../../src-main/engine/structure/retracement.ts';
import type { StructureEvent } from '../../../../../src-main/engine/structure/structure-events.ts';
import { StructureTracker } from '../../../../../src-main/engine/structure/structure-tracker.ts';
import { swings } from '../../../../../src-main/engine/structure/swings.ts';
import { candleAt } from '../../../../../src-main/model/candle.ts';
import { breaksOf, liquidityOf, orderBlocksOf, swingsBy } from './causal-oracles.ts';
import { arbitraryTape, type StructureTape, trackEvents } from './structure-tapes.ts';

/** Order within one bar is free. */
const sorted = (events: readonly StructureEvent[]): StructureEvent[] =>
  events.toSorted((a, b) => a.knownAt - b.knownAt || JSON.stringify(a).localeCompare(JSON.stringify(b)));

function said(tape: StructureTape, ...kinds: StructureEvent['kind'][]): StructureEvent[] {
  return sorted(trackEvents(tape).filter(({ kind }) => kinds.includes(kind)));
}

/** Runs the check over seeded tapes; it says how many events it compared, and there must have been many. */
function overTapes(maxBars: number, check: (tape: StructureTape) => number): void {
  let events = 0;
  const property = fc.property(arbitraryTape(maxBars), (tape) => {
    events += check(tape);
  });
  fc.assert(property, { numRuns: 120, seed: 1_618_033 });
  expect(events).toBeGreaterThan(200);
}

describe('what the steps say by a bar is what the series has by its knownAt', () => {
  it('final swings are the rows of swings, the one at the first bar left out', () => {
    overTapes(400, (tape) => {
      const { values, knownAt } = swings.series(tape.candles, tape.params);
      const rows = Array.from(knownAt, (known, bar) => ({ known, bar })).filter(
        ({ known, bar }) => known >= 0 && bar > 0,
      );
      const expected = rows.map(({ known, bar }) => ({
        kind: 'swing-final' as const,
        direction: values[0]?.[bar] as 1 | -1,
        bar,
        level: values[1]?.[bar] as number,
        knownAt: known,
      }));
      expect(said(tape, 'swing-final')).toEqual(sorted(expected));
      return rows.length;
    });
  });

  it('gaps and their mitigations', () => {
    overTapes(400, (tape) => {
      const { joinConsecutive } = tape.params;
      const { values, knownAt } = fairValueGaps.series(tape.candles, { joinConsecutive });
      const expected = Array.from(knownAt, (known, bar): StructureEvent[] => {
        if (known < 0) return [];
        const [direction, top, bottom, mitigated] = values.map((column) => column[bar] as number);
        const base = { direction: direction as 1 | -1, bar };
        const gap = { kind: 'gap' as const, ...base, top: top as number, bottom: bottom as number, knownAt: known };
        if (mitigated === 0) return [gap];
        return [gap, { kind: 'gap-mitigated', ...base, knownAt: mitigated as number }];
      }).flat();
      expect(said(tape, 'gap', 'gap-mitigated')).toEqual(sorted(expected));
      return expected.length;
    });
  });

  it('previous highs and lows', () => {
    overTapes(300, ({ candles, params }) => {
      const { values } = previousHighLow.series(candles, { timeFrame: params.timeFrame });
      const tracker = new StructureTracker(params);
      candles.close.forEach((_, bar) => {
        tracker.update(candleAt(candles, bar));
        const { high, low, brokenHigh, brokenLow } = tracker.state.previousHighLow;
        expect(values.map((column) => column[bar])).toEqual([high, low, brokenHigh, brokenLow]);
      });
      return candles.close.length;
    });
  });
});

describe('what the steps say is the causal definition told from scratch at each bar', () => {
  it('confirmed swings', () => {
    overTapes(120, (tape) => {
      const expected: StructureEvent[] = [];
      tape.candles.close.forEach((_, now) => {
        const latest = swingsBy(tape, now).at(-1);
        const before = swingsBy(tape, now - 1).at(-1);
        if (latest === undefined || latest.bar === before?.bar) return;
        const replaces = before?.direction === latest.direction ? before.bar : null;
        expected.push({ kind: 'swing', ...latest, knownAt: now, replaces });
      });
      expect(said(tape, 'swing')).toEqual(sorted(expected));
      return expected.length;
    });
  });

  it.each([
    ['breaks of structure and changes of character', breaksOf, ['bos', 'choch']],
    ['order blocks', orderBlocksOf, ['order-block', 'order-block-mitigated', 'order-block-gone']],
    ['liquidity', liquidityOf, ['liquidity', 'liquidity-swept']],
  ] as const)('%s', (_name, oracle, kinds) => {
    overTapes(160, (tape) => {
      const expected = sorted(oracle(tape));
      expect(said(tape, ...kinds)).toEqual(expected);
      return expected.length;
    });
  });

  it('retracement and dealing range', () => {
    overTapes(120, (tape) => {
      const { high, low, close } = tape.candles;
      const tracker = new StructureTracker(tape.params);
      close.forEach((price, now) => {
        tracker.update(candleAt(tape.candles, now));
        const { retracement, dealingRange } = tracker.state;
        const [previous, latest] = swingsBy(tape, now).slice(-2);
        if (previous === undefined || latest === undefined) {
          expect(retracement.direction).toBe(0);
          expect(dealingRange.zone).toBeNaN();
          return;
        }
        const isHigh = latest.direction === 1;
        const back = (isHigh ? low : high).subarray(latest.bar + 1, now + 1);
        const percents = Array.from(back, (one) => retracementPercent(one, latest.level, previous.level));
        const isRange = (latest.level - previous.level) * latest.direction > 0;
        expect(retracement).toEqual({
          direction: latest.direction,
          currentPercent: percents.at(-1),
          deepestPercent: isRange ? Math.max(...percents) : retracement.deepestPercent,
        });
        const [top, bottom] = isHigh ? [latest.level, previous.level] : [previous.level, latest.level];
        expect(dealingRange.position).toBe(isRange ? (price - bottom) / (top - bottom) : Number.NaN);
        expect(dealingRange.zone).toBe(isRange ? Math.sign(price - (top + bottom) / 2) : Number.NaN);
      });
      return close.length;
    });
  });

  it('what is returned stays as it was when the tracker goes on', () => {
    overTapes(200, ({ candles, params }) => {
      const tracker = new StructureTracker(params);
      const replies = Array.from(candles.close, (_, bar) => tracker.update(candleAt(candles, bar)));
      replies.forEach((events, bar) => {
        for (const { knownAt } of events) expect(knownAt).toBe(bar);
      });
      return replies.flat().length;
    });
  });
});
