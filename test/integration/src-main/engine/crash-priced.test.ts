import { describe, expect, it } from 'vitest';
import type { EngineState } from '../../../../src-main/engine/engine-state.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import { book, exitsOnDisk } from '../../../fakes/crash-book.ts';
import type { Prices } from '../../../fakes/engine-session.ts';
import { EngineSession, MINUTE_MS, START_MS, scriptedBot, WHOLE } from '../../../fakes/engine-session.ts';
import type { MemoryDisk } from '../../../fakes/memory-journal.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';

const COSTS = { makerFeeBps: 2, takerFeeBps: 10, spreadBps: 4, slippageBps: 3 };
const bot = (strategyId: string, params: BotConfig['params']): BotConfig =>
  scriptedBot('', { id: strategyId, strategyId, params, risk: { ...WHOLE, sizeFraction: 0.45 } });

/** Entries and exits that rest at prices and are parts of positions; brackets that move with every purchase. */
const BOTS = [
  bot('grid', { reference: 101, levels: 4, step: 0.01, spacing: 'arithmetic', stopBelow: 0.03 }),
  bot('dca', { dip: 0.01, takeProfit: 0.02, maxEntries: 3, stopLoss: 0.06 }),
];

/** Down through the grid, up through it, down below its stop and up again. */
const CLOSES = [100.5, 99.5, 98.2, 97.4, 99.3, 98.4, 100.6, 102.4, 99.2, 97.2, 95, 93, 96, 98, 101, 99, 98];
const BARS: readonly Prices[] = CLOSES.map((close, row) => {
  const open = CLOSES[row - 1] ?? close;
  return [open, Math.max(open, close) + 0.3, Math.min(open, close) - 0.3, close];
});

function start(session: EngineSession, botId: string): void {
  session.command({ kind: 'startBot', botId });
  session.startHistory(botId);
}

/** The process that dies: from its `lastWrite`-th write on nothing reaches the disk any more. */
function firstLife(lastWrite: number): { readonly session: EngineSession; readonly journal: MemoryJournal } {
  const journal = new MemoryJournal(emptyDisk(), (call) => (call <= lastWrite ? 'write' : 'lose'));
  const session = new EngineSession({ journal, costs: COSTS });
  for (const config of BOTS) {
    session.command({ kind: 'addBot', config });
    start(session, config.id);
  }
  for (const prices of BARS) session.bar(prices);
  return { session, journal };
}

function secondLife(disk: MemoryDisk): EngineSession {
  const remembered = new MemoryJournal(disk).load();
  const startMs = START_MS + 3_600_000;
  const session = new EngineSession({ journal: new MemoryJournal(disk), costs: COSTS, startMs, idPrefix: 'again' });
  session.paper.restore(remembered.openOrders, remembered.fills);
  return session;
}

/** Every position rests on the stop, and a dca also on the target, of all that is held; without one on nothing. */
function expectProtected({ bots, openOrders }: EngineState): void {
  for (const { config, position } of bots) {
    const guards = openOrders.filter(
      ({ order }) => order.botId === config.id && ['stop', 'target'].includes(order.purpose),
    );
    const wanted = position.quantity === 0n ? [] : config.id === 'grid' ? ['stop'] : ['stop', 'target'];
    expect(guards.map(({ order }) => order.purpose).sort()).toEqual(wanted);
    for (const { order } of guards) expect(order.size).toEqual({ kind: 'base', quantity: position.quantity });
  }
}

const isAdded = ({ clientOrderId }: Order): boolean => clientOrderId.startsWith('again');

describe('killed after any write while orders rest at prices (SPEC 6.7, 9.3)', () => {
  const whole = firstLife(Number.POSITIVE_INFINITY);
  const writes = whole.journal.calls.length;

  it('the session to be killed has everything in it', () => {
    const purposes = new Set(whole.session.of('fill').map(({ fill }) => `${fill.botId} ${fill.purpose}`));
    expect([...purposes].sort()).toEqual([
      'dca entry',
      'dca stop',
      'dca target',
      'grid entry',
      'grid signal',
      'grid stop',
    ]);
    expect(whole.session.of('refused')).toEqual([]);
    expect(writes).toBeGreaterThan(150);
  });

  it.each(Array.from({ length: writes + 1 }, (_, lastWrite) => lastWrite))('after write %d', (lastWrite) => {
    const { disk } = firstLife(lastWrite).journal;
    const [expected, exits] = [book(disk), exitsOnDisk(disk)];
    const session = secondLife(disk);
    const snapshot = session.engine.snapshot();
    expect(snapshot.accounts[0]?.cash).toBe(expected.cash);
    for (const { config, position } of snapshot.bots) {
      expect(position.quantity).toBe(expected.held.get(config.id) ?? 0n);
    }
    // What took off positions rests again. Where the restart took an entry back, what is held is protected at once: what it
    // lacked is added, what was being replaced is gone.
    const resting = snapshot.openOrders.map(({ order }) => order);
    const nameOf = ({ botId, purpose, tag }: Order): string => `${botId} ${purpose} ${tag}`;
    const onDisk = exits.map((id) => disk.orders.get(id)?.order).filter((order) => order !== undefined);
    expect(new Set(resting.map(nameOf))).toEqual(new Set([...onDisk, ...resting.filter(isAdded)].map(nameOf)));
    for (const order of resting) {
      if (isAdded(order)) expect(['stop', 'target']).toContain(order.purpose);
      else expect(exits).toContain(order.clientOrderId);
    }

    for (const { config } of snapshot.bots) start(session, config.id);
    expectProtected(session.engine.snapshot());
    BARS.forEach((prices, row) => {
      session.bar(prices, undefined, START_MS + 7_200_000 + row * MINUTE_MS);
      expectProtected(session.engine.snapshot());
    });
    const after = session.engine.snapshot();
    expect(after.accounts[0]?.cash).toBe(book(disk).cash);
    for (const { config, position } of after.bots) expect(position.quantity).toBe(book(disk).held.get(config.id) ?? 0n);
    expect(session.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(after.halt).toBeNull();
  });
});
