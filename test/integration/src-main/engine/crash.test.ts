import { describe, expect, it } from 'vitest';
import type { EngineState } from '../../../../src-main/engine/engine-state.ts';
import type { BotConfig, BotRisk } from '../../../../src-main/model/bot.ts';
import { book, exitsOnDisk } from '../../../fakes/crash-book.ts';
import { EngineSession, MINUTE_MS, type Prices, START_MS } from '../../../fakes/engine-session.ts';
import type { MemoryDisk } from '../../../fakes/memory-journal.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';

const COSTS = { makerFeeBps: 2, takerFeeBps: 10, spreadBps: 4, slippageBps: 3 };
const RISK: BotRisk = { sizeFraction: 0.45, stopLossFraction: 0.02, takeProfitFraction: 0.03, leverage: 1 };
const LIMITS = { maxPositionFraction: 0.9, maxDailyLossFraction: 0.5, dayRollOffsetMs: 0 };

const bot = (id: string, direction: 'long' | 'both'): BotConfig => ({
  id,
  name: id,
  instrumentId: 'test:BTC-USDT',
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 1, slow: 2, direction },
  risk: RISK,
});
const BOTS = [bot('one', 'long'), bot('two', 'both')];

/** Moves that cross, stop, reach targets and jump over both. */
const CLOSES = [
  100, 99, 100.5, 101, 100.2, 99.8, 100.4, 101, 101.2, 101, 100, 99, 101, 106, 105, 104, 108, 103, 97, 98, 103, 99, 104,
  100,
];
const BARS: readonly Prices[] = CLOSES.map((close, row) => {
  const open = row % 7 === 3 ? (CLOSES[row - 1] ?? close) * 1.01 : (CLOSES[row - 1] ?? close);
  return [open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close];
});

type Session = { readonly session: EngineSession; readonly disk: MemoryDisk };

/** The process that dies: from its `lastWrite`-th write on nothing reaches the disk any more. */
function firstLife(lastWrite: number): Session & { readonly journal: MemoryJournal } {
  const disk = emptyDisk();
  const journal = new MemoryJournal(disk, (call) => (call <= lastWrite ? 'write' : 'lose'));
  const session = new EngineSession({ journal, costs: COSTS, accountRisk: LIMITS });
  for (const config of BOTS) {
    session.command({ kind: 'addBot', config });
    session.command({ kind: 'startBot', botId: config.id });
    session.startHistory(config.id);
  }
  BARS.forEach((prices, row) => {
    session.bar(prices, undefined, START_MS + row * MINUTE_MS);
    if (row === 8) session.command({ kind: 'halt', reason: 'a person', flatten: true });
    if (row === 10) {
      session.command({ kind: 'release', reason: 'a person' });
      for (const { id: botId } of BOTS) {
        session.command({ kind: 'startBot', botId });
        session.startHistory(botId);
      }
    }
  });
  return { session, disk, journal };
}

function secondLife(disk: MemoryDisk): EngineSession {
  const remembered = new MemoryJournal(disk).load();
  const session = new EngineSession({
    journal: new MemoryJournal(disk),
    costs: COSTS,
    accountRisk: LIMITS,
    startMs: START_MS + 3_600_000,
    idPrefix: 'again',
  });
  session.paper.restore(remembered.openOrders, remembered.fills);
  return session;
}

const openIds = ({ openOrders }: EngineState) => openOrders.map(({ order }) => order.clientOrderId);

describe('killed after any write and started again (SPEC 9)', () => {
  const whole = firstLife(Number.POSITIVE_INFINITY);
  const writes = whole.journal.calls.length;

  it('the session to be killed has everything in it', () => {
    const purposes = new Set(whole.session.of('fill').map(({ fill }) => fill.purpose));
    expect([...purposes].sort()).toEqual(['entry', 'flatten', 'signal', 'stop', 'target']);
    expect(whole.session.of('tradeClosed').some(({ trade }) => trade.side === 'short')).toBe(true);
    expect(writes).toBeGreaterThan(100);
  });

  it.each(Array.from({ length: writes + 1 }, (_, lastWrite) => lastWrite))('after write %d', (lastWrite) => {
    const { disk } = firstLife(lastWrite);
    const expected = book(disk);
    const protection = exitsOnDisk(disk);
    const running = [...disk.bots.values()].filter(({ state }) => state === 'running').map(({ config }) => config.id);
    const { halt } = disk;

    const session = secondLife(disk);
    const snapshot = session.engine.snapshot();
    expect(snapshot.accounts[0]?.cash).toBe(expected.cash);
    for (const { config, position, state } of snapshot.bots) {
      expect(position.quantity).toBe(expected.held.get(config.id) ?? 0n);
      expect(state).toBe(running.includes(config.id) ? 'interrupted' : disk.bots.get(config.id)?.state);
    }
    expect(openIds(snapshot)).toEqual(protection);
    expect(snapshot.halt).toEqual(halt);
    expect(session.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);

    liveOn(session);
    const after = session.engine.snapshot();
    expect(after.halt).toBeNull();
    expect(after.accounts[0]?.cash).toBe(book(disk).cash);
    for (const { config, position } of after.bots) expect(position.quantity).toBe(book(disk).held.get(config.id) ?? 0n);
    expect(session.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expectProtected(after);
  });
});

/** Resumes the bots and goes on trading; after each bar every position has exactly one stop and one target of its size. */
function liveOn(session: EngineSession): void {
  if (session.engine.snapshot().halt !== null) session.command({ kind: 'release', reason: 'a person' });
  for (const { config } of session.engine.snapshot().bots) {
    session.command({ kind: 'startBot', botId: config.id });
    session.startHistory(config.id);
  }
  expectProtected(session.engine.snapshot());
  BARS.forEach((prices, row) => {
    session.bar(prices, undefined, START_MS + 7_200_000 + row * MINUTE_MS);
    expectProtected(session.engine.snapshot());
  });
}

function expectProtected({ bots, openOrders }: EngineState): void {
  for (const { config, position } of bots) {
    const own = openOrders.filter(({ order }) => order.botId === config.id && order.type.kind !== 'market');
    const guards = own.map(({ order }) => [order.purpose, order.size]);
    const { quantity } = position;
    const size = { kind: 'base', quantity: quantity < 0n ? -quantity : quantity };
    expect(guards.sort()).toEqual(
      quantity === 0n
        ? []
        : [
            ['stop', size],
            ['target', size],
          ],
    );
  }
}
