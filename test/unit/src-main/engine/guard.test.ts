import { describe, expect, it, vi } from 'vitest';
import type { Intent } from '../../../../src-main/engine/strategies/intent.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import type { Bracket } from '../../../../src-main/model/bracket.ts';
import { EngineSession, START_MS } from '../../../fakes/engine-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { restingOrders, taggedFills } from '../../../fakes/strategy-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const TIGHT: Partial<BotConfig> = {
  risk: { sizeFraction: 1, stopLossFraction: 0.05, takeProfitFraction: 0.1, leverage: 1 },
};

/** A position of 100 at 100, long or short, with this bracket; then the bars of `more`. */
function held(
  bracket: Bracket,
  {
    side = 'long',
    changes = {},
    more = [],
  }: { side?: 'long' | 'short'; changes?: Partial<BotConfig>; more?: Intent[][] } = {},
): EngineSession {
  const session = new EngineSession();
  startIntents(session, [[enter(side, { bracket })], ...more], changes);
  session.flat(100);
  session.flat(100);
  return session;
}

const third = { size: { kind: 'share', share: 0.3 }, maxEntries: 3 } as const;

describe('where a bracket rests (SPEC 6.1)', () => {
  it.each([
    ['outright', { stopLoss: { price: 90 }, target: { price: 120 } }, ['stop sell 100 @ 90', 'target sell 100 @ 120']],
    [
      'by distance',
      { stopLoss: { distance: 3 }, target: { distance: 4 } },
      ['stop sell 100 @ 97', 'target sell 100 @ 104'],
    ],
    [
      'as a part',
      { stopLoss: { fraction: 0.02 }, target: { fraction: 0.5 } },
      ['stop sell 100 @ 98', 'target sell 100 @ 150'],
    ],
    ['a stop alone', { stopLoss: { distance: 3 } }, ['stop sell 100 @ 97']],
    [
      'on the near and the far tick',
      { stopLoss: { price: 90.001 }, target: { price: 120.001 } },
      ['stop sell 100 @ 90.01', 'target sell 100 @ 120.01'],
    ],
  ] as const)('%s', (_name, bracket, resting) => {
    expect(restingOrders(held(bracket))).toEqual(resting);
  });

  it('the other way round for a short', () => {
    const bracket = { stopLoss: { distance: 3.001 }, target: { fraction: 0.05001 } };
    expect(restingOrders(held(bracket, { side: 'short' }))).toEqual(['stop buy 100 @ 103', 'target buy 100 @ 94.99']);
  });

  it.each([
    ['the strategy’s stop is nearer', { stopLoss: { price: 98 } }, ['stop sell 100 @ 98', 'target sell 100 @ 110']],
    ['the owner’s stop is nearer', { stopLoss: { price: 90 } }, ['stop sell 100 @ 95', 'target sell 100 @ 110']],
    [
      'the strategy’s target counts, near or far',
      { target: { price: 140 } },
      ['stop sell 100 @ 95', 'target sell 100 @ 140'],
    ],
  ] as const)('of the owner’s and the strategy’s: %s', (_name, bracket, resting) => {
    expect(restingOrders(held(bracket, { changes: TIGHT }))).toEqual(resting);
  });

  it('a stop a short could never reach does not rest', () => {
    expect(restingOrders(held({ target: { fraction: 1 } }, { side: 'short' }))).toEqual([]);
  });

  it('both move to the average price and the whole quantity as entries are added', () => {
    const session = new EngineSession();
    const bracket = { stopLoss: { fraction: 0.1 }, target: { fraction: 0.1 } };
    startIntents(session, [[enter('long', { ...third, bracket })], [], [enter('long', { ...third, tag: 'more' })]]);
    for (const price of [100, 100, 95, 95]) session.flat(price);
    // 30 at 100 and 0.3 × 9,850 ÷ 95 = 31.10526 at 95: 97.45474 on average.
    expect(restingOrders(session)).toEqual(['stop sell 61.10526 @ 87.71', 'target sell 61.10526 @ 107.21']);
  });

  it('the newest entry’s bracket counts', () => {
    const session = new EngineSession();
    startIntents(session, [
      [enter('long', { ...third, bracket: { stopLoss: { price: 80 } } })],
      [enter('long', { ...third, tag: 'more', bracket: { stopLoss: { price: 90 }, target: { price: 120 } } })],
    ]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(restingOrders(session)).toEqual(['stop sell 60 @ 90', 'target sell 60 @ 120']);
  });
});

describe('what changes (SPEC 6.2, 6.5)', () => {
  it('is sent before what it replaces is cancelled', () => {
    const session = new EngineSession();
    const bracket = { stopLoss: { price: 90 } };
    startIntents(session, [[enter('long', { ...third, bracket })], [enter('long', { ...third, tag: 'more' })]]);
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    const stops = session.of('order').filter(({ order }) => order.purpose === 'stop');
    expect(stops.map(({ order, state }) => `${order.clientOrderId} ${state}`)).toEqual([
      'o-2 sent',
      'o-2 working',
      'o-4 sent',
      'o-4 working',
      'o-2 cancelled',
    ]);
  });

  it('a part that was taken off is taken off the protection too', () => {
    const session = held({ stopLoss: { price: 90 }, target: { price: 120 } }, { more: [[exit({ share: 0.4 })]] });
    session.flat(100);
    expect(restingOrders(session)).toEqual(['stop sell 60 @ 90', 'target sell 60 @ 120']);
  });

  it('`protect` gives the position another bracket, the same one changes nothing, an empty one leaves the owner’s', () => {
    const bracket = { stopLoss: { price: 97 } };
    const session = held(
      { stopLoss: { price: 90 }, target: { price: 120 } },
      {
        changes: TIGHT,
        more: [[{ kind: 'protect', bracket }], [{ kind: 'protect', bracket }], [{ kind: 'protect', bracket: {} }]],
      },
    );
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 97', 'target sell 100 @ 110']);
    const orders = session.of('order').length;
    session.flat(100);
    expect(session.of('order')).toHaveLength(orders);
    session.flat(100);
    expect(restingOrders(session).sort()).toEqual(['stop sell 100 @ 95', 'target sell 100 @ 110']);
  });

  it('there and back within one bar leaves it where it was (SPEC 4.6)', () => {
    const protect = (price: number): Intent => ({ kind: 'protect', bracket: { stopLoss: { price } } });
    const session = held({ stopLoss: { price: 90 } }, { more: [[protect(95), protect(90)]] });
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 90']);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 90']);
  });

  it('`protect` without a position does nothing, and nothing of it is left for the next', () => {
    const session = new EngineSession();
    startIntents(session, [[{ kind: 'protect', bracket: { stopLoss: { price: 90 } } }, enter('long')]]);
    session.flat(100);
    session.flat(100);
    expect(session.open()).toEqual([]);
  });

  it('the bracket of a position that is gone is not that of the next', () => {
    const session = held({ stopLoss: { price: 90 }, maxBars: 5 }, { more: [[exit()], [], [enter('long')]] });
    for (let bar = 0; bar < 10; bar++) session.flat(100);
    expect([session.position(), session.open()]).toEqual(['100', []]);
  });
});

describe('a trailing stop (SPEC 6.6)', () => {
  it('follows the best close and never goes back', () => {
    const session = held({ trailing: { distance: 5 } });
    const levels = [104, 103, 110, 106].map((price) => {
      session.flat(price);
      return restingOrders(session);
    });
    expect(levels.flat()).toEqual([99, 99, 105, 105].map((level) => `trailing sell 100 @ ${level}`));
    session.bar([106, 107, 104, 106]);
    expect(taggedFills(session).at(-1)).toBe('trailing sell 100 @ 105');
    expect(session.open()).toEqual([]);
  });

  it('follows closes, not highs', () => {
    const session = held({ trailing: { distance: 5 } });
    session.bar([100, 130, 100, 101]);
    expect(restingOrders(session)).toEqual(['trailing sell 100 @ 96']);
  });

  it('the other way round for a short', () => {
    const session = held({ trailing: { distance: 5 } }, { side: 'short' });
    session.flat(90);
    session.flat(94);
    expect(restingOrders(session)).toEqual(['trailing buy 100 @ 95']);
  });

  it('begins with the first close past its activation, beside the stop that rests already', () => {
    const session = held({ stopLoss: { price: 95 }, trailing: { distance: 2, activation: { fraction: 0.05 } } });
    session.flat(104.99);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 95']);
    session.flat(105);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 95', 'trailing sell 100 @ 103']);
    session.flat(103.5);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 95', 'trailing sell 100 @ 103']);
    session.flat(102);
    expect(session.position()).toBe('0');
    expect(session.open()).toEqual([]);
  });

  it('begins anew with the next position', () => {
    const bracket = { trailing: { distance: 5 } };
    const session = held(bracket, { more: [[], [], [], [enter('long', { bracket })]] });
    session.flat(120);
    session.flat(110);
    expect(session.position()).toBe('0');
    session.flat(100);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['trailing sell 110 @ 95']);
  });

  it('ends when the position is given a bracket without one', () => {
    const session = held({ trailing: { distance: 5 } }, { more: [[], [{ kind: 'protect', bracket: {} }]] });
    expect(restingOrders(session)).toEqual(['trailing sell 100 @ 95']);
    session.flat(101);
    session.flat(110);
    expect(session.open()).toEqual([]);
  });
});

describe('a time stop (SPEC 6.6)', () => {
  it('closes at market once the position was held at so many closes, told as such', () => {
    const session = held({ maxBars: 3, stopLoss: { price: 50 } });
    session.flat(100);
    expect(session.open()).toEqual(['stop sell working']);
    session.flat(100);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 50', 'time sell 100 @ market']);
    session.flat(101);
    expect(taggedFills(session).at(-1)).toBe('time sell 100 @ 101');
    expect(session.of('tradeClosed')[0]?.trade.exitReason).toBe('time');
    expect(session.open()).toEqual([]);
  });

  it('is looked at before the strategy: an entry of the same bar comes after it', () => {
    const session = held(
      { maxBars: 1 },
      { more: [[enter('long', { tag: 'again' })], [enter('long', { tag: 'later' })]] },
    );
    session.flat(100);
    session.flat(100);
    expect(taggedFills(session)).toEqual(['long buy 100 @ 100', 'time sell 100 @ 100', 'later buy 100 @ 100']);
  });

  it('counts from the turn, when the position was turned round', () => {
    const session = held({ maxBars: 3 }, { more: [[], [enter('short', { bracket: { maxBars: 2 } })]] });
    for (let bar = 0; bar < 3; bar++) session.flat(100);
    expect(taggedFills(session).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'long buy',
      'short sell',
      'short sell',
    ]);
    session.flat(100);
    expect(taggedFills(session).at(-1)).toBe('time buy 100 @ 100');
  });
});

describe('over a restart (SPEC 6.7)', () => {
  /** The same disk, a day later. */
  function again(disk: MemoryJournal['disk']): EngineSession {
    const remembered = new MemoryJournal(disk).load();
    const session = new EngineSession({
      journal: new MemoryJournal(disk),
      startMs: START_MS + 86_400_000,
      idPrefix: 'again',
    });
    session.paper.restore(remembered.openOrders, remembered.fills);
    return session;
  }

  function resumed(bracket: Bracket, prices: readonly number[], more: Intent[][] = []): EngineSession {
    const journal = new MemoryJournal();
    const first = new EngineSession({ journal });
    startIntents(first, [[enter('long', { bracket })], ...more]);
    for (const price of [100, 100, ...prices]) first.flat(price);
    const session = again(journal.disk);
    expect(session.command({ kind: 'startBot', botId: 'bot' })).toBeNull();
    session.startHistory('bot');
    return session;
  }

  it('stop and target rest where they were', () => {
    const session = resumed({ stopLoss: { price: 90 }, target: { price: 120 } }, []);
    expect(restingOrders(session)).toEqual(['stop sell 100 @ 90', 'target sell 100 @ 120']);
  });

  it('the trailing stop goes on from where it had come to', () => {
    const session = resumed({ trailing: { distance: 5 } }, [110, 106]);
    expect(restingOrders(session)).toEqual(['trailing sell 100 @ 105']);
    session.flat(108);
    expect(restingOrders(session)).toEqual(['trailing sell 100 @ 105']);
    session.flat(112);
    expect(restingOrders(session)).toEqual(['trailing sell 100 @ 107']);
  });

  it('a bracket that the strategy changed comes back changed', () => {
    const session = resumed(
      { stopLoss: { price: 90 } },
      [100],
      [[], [{ kind: 'protect', bracket: { stopLoss: { price: 95 }, target: { price: 130 } } }]],
    );
    expect(restingOrders(session).sort()).toEqual(['stop sell 100 @ 95', 'target sell 100 @ 130']);
  });

  /** Until this write; what comes after is lost. */
  function killedAfter(lastWrite: number): MemoryJournal {
    const journal = new MemoryJournal(undefined, (call) => (call <= lastWrite ? 'write' : 'lose'));
    const first = new EngineSession({ journal });
    startIntents(first, [[enter('long', { bracket: { stopLoss: { price: 90 }, target: { price: 120 } } })]]);
    for (const price of [100, 100, 100]) first.flat(price);
    return journal;
  }
  const writes = killedAfter(Number.POSITIVE_INFINITY).calls.length;

  it.each(Array.from({ length: writes }, (_, row) => row + 1))(
    'killed after write %i: what is held rests on its bracket as soon as its bot is resumed',
    (lastWrite) => {
      const { disk } = killedAfter(lastWrite);
      const session = again(disk);
      session.command({ kind: 'startBot', botId: 'bot' });
      session.startHistory('bot');
      const isHeld = disk.fills.size > 0;
      expect(session.position()).toBe(isHeld ? '100' : '0');
      expect(restingOrders(session).sort()).toEqual(isHeld ? ['stop sell 100 @ 90', 'target sell 100 @ 120'] : []);
    },
  );
});

describe('protection that the venue did not take, or ended by itself (SPEC 6.5)', () => {
  const stops = (session: EngineSession): string[] =>
    restingOrders(session).filter((order) => order.startsWith('stop'));

  it.each(['refused', 'cancelled'] as const)('%s, it is sent anew at the next close, and no sooner', (kind) => {
    const session = held({}, { changes: TIGHT });
    const stop = session.engine.snapshot().openOrders.find(({ order }) => order.purpose === 'stop');
    const clientOrderId = stop?.order.clientOrderId ?? '';
    // Of an order that works, the word for it is cancelled.
    session.report({ kind: 'unknown', clientOrderId, reason: 'lost', timeMs: START_MS });
    session.report({ kind, clientOrderId, reason: 'by itself', timeMs: START_MS });
    expect(stops(session)).toEqual([]);
    session.flat(100);
    expect(stops(session)).toEqual(['stop sell 100 @ 95']);
    session.flat(100);
    expect(stops(session)).toEqual(['stop sell 100 @ 95']);
  });

  it('a close that was refused leaves a position without its stop: it is sent anew at the next close', () => {
    const session = held({}, { changes: TIGHT });
    const idOf = (purpose: string): string => {
      const { openOrders } = session.engine.snapshot();
      return openOrders.find(({ order }) => order.purpose === purpose)?.order.clientOrderId ?? '';
    };
    session.command({ kind: 'cancelOrder', clientOrderId: idOf('stop') });
    session.command({ kind: 'closePositions', purpose: 'flatten', botId: 'bot' });
    const close = idOf('flatten');
    session.paper.cancel(close);
    session.report({ kind: 'cancelled', clientOrderId: close, reason: 'not taken', timeMs: START_MS });
    expect([session.position(), stops(session)]).toEqual(['100', []]);
    session.flat(100);
    expect(stops(session)).toEqual(['stop sell 100 @ 95']);
  });
});
