import { describe, expect, it } from 'vitest';
import { priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { book } from '../../../fakes/crash-book.ts';
import type { Prices } from '../../../fakes/engine-session.ts';
import { EngineSession, MINUTE_MS, START_MS } from '../../../fakes/engine-session.ts';
import { HAND, placeByHand } from '../../../fakes/manual-orders.ts';
import type { MemoryDisk } from '../../../fakes/memory-journal.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';

const price = priceFromText;
const size = (text: string) => ({ kind: 'quantity', quantity: quantityFromText(text) }) as const;

const BARS: readonly Prices[] = [
  [100, 101, 99, 100],
  [100, 100, 97, 98],
  [98, 104, 98, 103],
  [103, 111, 103, 108],
];

/** Orders of every kind by hand, over bars that fill some of them; from its `lastWrite`-th write on nothing is kept. */
function firstLife(lastWrite: number): MemoryJournal {
  const journal = new MemoryJournal(emptyDisk(), (call) => (call <= lastWrite ? 'write' : 'lose'));
  const session = new EngineSession({ journal });
  session.flat(100);
  placeByHand(session, { size: size('2'), stopLoss: price('90'), target: price('130') });
  session.flat(100);
  placeByHand(session, { type: { kind: 'limit', price: price('98') }, size: size('1'), stopLoss: price('91') });
  placeByHand(session, { type: { kind: 'limit', price: price('80') }, size: size('1') });
  placeByHand(session, { type: { kind: 'stop', trigger: price('120') }, size: size('1') });
  for (const prices of BARS.slice(0, 3)) session.bar(prices);
  placeByHand(session, { side: 'sell', type: { kind: 'limit', price: price('110') }, size: size('1') });
  session.bar(BARS[3] as Prices);
  return journal;
}

function secondLife(disk: MemoryDisk): EngineSession {
  const remembered = new MemoryJournal(disk).load();
  const startMs = START_MS + 3_600_000;
  const session = new EngineSession({ journal: new MemoryJournal(disk), startMs, idPrefix: 'again' });
  session.paper.restore(remembered.openOrders, remembered.fills);
  return session;
}

/** By the disk alone: what a person ordered at a price and was not filled or taken back. */
const restingOnDisk = (disk: MemoryDisk): string[] =>
  [...disk.orders.values()]
    .filter(({ order, state }) => order.purpose === 'entry' && order.type.kind !== 'market' && isOpen(state))
    .filter(({ order }) => ![...disk.fills.values()].some((fill) => fill.clientOrderId === order.clientOrderId))
    .map(({ order }) => order.clientOrderId);
const isOpen = (state: string): boolean => state === 'sent' || state === 'working';

describe('killed after any write of orders by hand (SPEC 21.5)', () => {
  const whole = firstLife(Number.POSITIVE_INFINITY);

  it('the session to be killed has everything in it', () => {
    const { disk } = whole;
    const purposes = [...disk.fills.values()].map(({ purpose }) => purpose);
    expect(purposes).toEqual(['entry', 'entry', 'signal']);
    expect(restingOnDisk(disk)).toHaveLength(2);
  });

  it.each(Array.from({ length: whole.calls.length + 1 }, (_, lastWrite) => lastWrite))(
    'after write %d',
    (lastWrite) => {
      const { disk } = firstLife(lastWrite);
      const expected = book(disk);
      const [held, wanted] = [expected.held.get(HAND) ?? 0n, restingOnDisk(disk)];
      const session = secondLife(disk);
      const position = () => session.engine.snapshot().bots[0]?.position.quantity ?? 0n;
      expect(session.account().cash).toBe(expected.cash);
      expect(position()).toBe(held);

      session.bar([100, 100, 100, 100], undefined, START_MS + 7_200_000);
      const { openOrders, halt } = session.engine.snapshot();
      const entries = openOrders.filter(({ order }) => order.purpose === 'entry');
      expect(entries.map(({ order }) => order.clientOrderId).sort()).toEqual([...wanted].sort());
      const stops = openOrders.filter(({ order }) => order.purpose === 'stop').map(({ order }) => order.size);
      const isFilled = entries.length === wanted.length && position() !== 0n;
      expect(stops).toEqual(isFilled ? [{ kind: 'base', quantity: position() }] : []);

      // What rests fills for whoever comes back, each for itself.
      session.bar([100, 125, 79, 100], undefined, START_MS + 7_200_000 + MINUTE_MS);
      expect(session.account().cash).toBe(book(disk).cash);
      expect(position()).toBe(book(disk).held.get(HAND) ?? 0n);
      expect(session.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
      expect(halt).toBeNull();
    },
  );
});
