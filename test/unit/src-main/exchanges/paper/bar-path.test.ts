import { describe, expect, it } from 'vitest';
import type { BarPath } from '../../../../../src-main/exchanges/paper/bar-path.ts';
import { barLegs } from '../../../../../src-main/exchanges/paper/bar-path.ts';
import type { VenueModel } from '../../../../../src-main/exchanges/paper/venue-model.ts';
import { BTC, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

function deskOn(path: BarPath, more: VenueModel = {}): VenueDesk {
  return new VenueDesk({}, 0, { model: { ...more, path } });
}

/** Long 1 from 100 with a stop at 95 and a target at 110, both set before the bar. */
function guarded(path: BarPath): VenueDesk {
  const desk = deskOn(path);
  desk.order();
  desk.bar([100, 100, 100, 100]);
  desk.order({ side: 'sell', type: limit(110), purpose: 'target', reduceOnly: true });
  desk.order({ side: 'sell', type: stop(95), purpose: 'stop', reduceOnly: true });
  return desk;
}

/** Enters with a limit at 98; a stop at 95 and a target at 103 are set as it fills. */
function bracketed(path: BarPath): VenueDesk {
  const desk = deskOn(path);
  desk.order({ type: limit(98) });
  desk.onReport = (report) => {
    if (report.kind !== 'filled' || report.fill.purpose !== 'entry') return;
    desk.order({ side: 'sell', type: stop(95), purpose: 'stop', reduceOnly: true });
    desk.order({ side: 'sell', type: limit(103), purpose: 'target', reduceOnly: true });
  };
  return desk;
}

describe('legs of a bar (SPEC 11.13)', () => {
  it.each([
    [{ open: 100, high: 103, low: 90, close: 95 }, [103, 90, 95]],
    [{ open: 100, high: 110, low: 99, close: 105 }, [99, 110, 105]],
    [{ open: 100, high: 105, low: 95, close: 101 }, [95, 105, 101]],
  ])('%j', (bar, legs) => {
    expect(barLegs(bar)).toEqual(legs);
  });
});

describe('a bar that touches stop and target (SPEC 11.13)', () => {
  const highFirst = [101, 111, 90, 100] as const;
  const nearHigh = [106, 111, 90, 100] as const;

  it.each<[BarPath, readonly [number, number, number, number], string]>([
    ['pessimistic', highFirst, 'sell 1@95 taker 0'],
    ['optimistic', highFirst, 'sell 1@110 maker 0'],
    ['openHighLowClose', highFirst, 'sell 1@110 maker 0'],
    ['openHighLowClose', nearHigh, 'sell 1@110 maker 0'],
    ['openHighLowClose', [96, 111, 90, 100], 'sell 1@95 taker 0'],
  ])('%s: %j', (path, bar, fill) => {
    const desk = guarded(path);
    desk.bar(bar);
    expect(desk.fills()[1]).toBe(fill);
    expect(desk.fills()).toHaveLength(2);
  });

  it.each<BarPath>(['pessimistic', 'optimistic', 'openHighLowClose'])(
    '%s: a stop jumped over fills at the open',
    (path) => {
      const desk = guarded(path);
      desk.bar([90, 111, 89, 100]);
      expect(desk.fills()[1]).toBe('sell 1@90 taker 0');
    },
  );
});

describe('what an entry sets within its bar (SPEC 11.13)', () => {
  it.each<[BarPath, readonly [number, number, number, number], string[]]>([
    ['pessimistic', [100, 104, 94, 102], ['sell 1@95 taker 0']],
    ['optimistic', [100, 104, 94, 102], ['sell 1@103 maker 0']],
    ['pessimistic', [100, 104, 97, 102], []],
    ['optimistic', [100, 102, 94, 96], []],
    ['optimistic', [100, 102, 94, 94.5], ['sell 1@95 taker 0']],
    // up to 104 first, down to 97 through 98, back to 102: the target was passed before there was one
    ['openHighLowClose', [101, 104, 97, 102], []],
    // down to 97 first, then up to 104 through 103
    ['openHighLowClose', [99, 104, 97, 102], ['sell 1@103 maker 0']],
    // down to 94 through 98 and 95
    ['openHighLowClose', [99, 104, 94, 102], ['sell 1@95 taker 0']],
  ])('%s: %j', (path, bar, exits) => {
    const desk = bracketed(path);
    desk.bar(bar);
    expect(desk.fills()).toEqual(['buy 1@98 maker 0', ...exits]);
  });
});

describe('along the path (SPEC 11.13)', () => {
  it('orders fill in the order their prices are met, not as they came', () => {
    const desk = deskOn('openHighLowClose');
    for (const price of [103, 101, 102]) desk.order({ type: stop(price) });
    for (const price of [97, 99]) desk.order({ type: limit(price), botId: 'other' });
    desk.bar([100, 104, 96, 100]);
    expect(desk.allFills().map(({ price }) => Number(price) / 1e12)).toEqual([99, 97, 101, 102, 103]);
  });

  it('at one price stops come first', () => {
    const desk = deskOn('openHighLowClose', { limits: { kind: 'touch' } });
    desk.order({ side: 'sell', type: limit(105), botId: 'other' });
    desk.order({ type: stop(105) });
    desk.bar([104, 106, 100, 101]);
    expect(desk.fills()).toEqual(['buy 1@105 taker 0', 'sell 1@105 maker 0']);
  });

  it('what is set on the way and is through already takes what is there', () => {
    const desk = deskOn('openHighLowClose');
    desk.order({ type: stop(102) });
    desk.onReport = (report) => {
      if (report.kind !== 'filled' || report.fill.purpose !== 'entry') return;
      desk.order({ side: 'sell', type: limit(101), purpose: 'target', reduceOnly: true, size: base('0.4') });
      desk.order({ side: 'sell', type: stop(103), purpose: 'stop', reduceOnly: true, size: base('0.6') });
    };
    desk.bar([100, 106, 98, 99]);
    expect(desk.fills()).toEqual(['buy 1@102 taker 0', 'sell 0.6@102 taker 0', 'sell 0.4@102 taker 0']);
  });

  it('market orders set on the way wait for the next open', () => {
    const desk = deskOn('openHighLowClose');
    desk.order({ type: stop(102) });
    desk.onReport = (report) => {
      if (report.kind === 'filled' && report.fill.purpose === 'entry')
        desk.order({ side: 'sell', purpose: 'signal', reduceOnly: true });
    };
    desk.bar([100, 106, 98, 99]);
    desk.bar([97, 97, 97, 97]);
    expect(desk.fills()).toEqual(['buy 1@102 taker 0', 'sell 1@97 taker 0']);
  });

  it('what a message cannot fill whole waits for the next', () => {
    const desk = deskOn('openHighLowClose', { participation: 0.1 });
    desk.order({ type: stop(102), size: base(3) });
    desk.order({ type: limit(99), size: base(3) });
    desk.bar([100, 106, 98, 99], 40);
    desk.bar([98, 98, 98, 98], 40);
    expect(desk.fills()).toEqual(['buy 3@99 maker 0', 'buy 1@102 taker 0', 'buy 2@98 taker 0']);
  });
});

describe('a bar told as finer candles (SPEC 11.14)', () => {
  it('stop and target are met in the order the finer candles say', () => {
    const told = (rising: boolean) => {
      const desk = guarded('pessimistic');
      const up = [101, 111, 101, 108] as const;
      const down = [100, 100, 90, 96] as const;
      for (const bar of rising ? [up, down] : [down, up]) desk.bar(bar);
      return desk.fills()[1];
    };
    expect([told(true), told(false)]).toEqual(['sell 1@110 maker 0', 'sell 1@95 taker 0']);
  });

  it('an order that arrives within a bar trades from the next finer candle on', () => {
    const desk = new VenueDesk({}, 90_000);
    desk.order();
    for (const price of [100, 101, 102]) desk.bar([price, price, price, price]);
    expect(desk.fills()).toEqual(['buy 1@102 taker 0']);
    expect(desk.allFills()[0]?.timeMs).toBe(START_MS + 120_000);
  });
});

describe('prices on the tick', () => {
  it('are rounded, half up, before anything is matched', () => {
    const desk = new VenueDesk({}, 0, { model: { roundToTick: true, limits: { kind: 'touch' } } });
    desk.order();
    desk.order({ type: limit(99), botId: 'other' });
    desk.bar([100.005, 100.01, 99.0049, 99.5]);
    desk.order({ side: 'sell' });
    desk.venue.onTapeEnd(BTC.id, {
      openTimeMs: START_MS + 60_000,
      open: 1,
      high: 1,
      low: 1,
      close: 99.994999,
      volume: 1,
    });
    expect(desk.fills()).toEqual(['buy 1@100.01 taker 0', 'buy 1@99 maker 0', 'sell 1@99.99 taker 0']);
  });
});
