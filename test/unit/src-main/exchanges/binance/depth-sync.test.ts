import { describe, expect, it } from 'vitest';
import { DepthSync } from '../../../../../src-main/exchanges/binance/depth-sync.ts';
import type { DepthEvent } from '../../../../../src-main/exchanges/binance/parse.ts';
import { createPublicRest } from '../../../../../src-main/exchanges/binance/rest.ts';
import { BTC, createBench, type ScriptedReply } from './scripted-transport.ts';

const SNAPSHOT = {
  lastUpdateId: 100,
  bids: [
    ['10', '1'],
    ['9', '2'],
  ],
  asks: [
    ['11', '1'],
    ['12', '2'],
  ],
};

const event = (
  firstId: number,
  lastId: number,
  bids: [string, string][] = [],
  asks: [string, string][] = [],
): DepthEvent => ({
  firstId,
  lastId,
  timeMs: 1_700_000_000_000 + lastId,
  bids,
  asks,
});

function openBook() {
  const bench = createBench();
  const answers: ((reply: ScriptedReply) => void)[] = [];
  bench.transport.answer = () => new Promise((answer) => answers.push(answer));
  const sync = new DepthSync(bench.parts, createPublicRest(bench.parts), BTC);
  const answer = async (body: unknown, status = 200): Promise<void> => {
    answers.shift()?.({ status, body });
    await bench.timers.run(0);
  };
  const top = (): number[] | undefined => {
    const book = sync.read(1);
    return book && [...book.bids.prices, ...book.bids.quantities, ...book.asks.prices, ...book.asks.quantities];
  };
  const asked = (): number => bench.transport.sent.length;
  return { bench, sync, answer, top, asked, timers: bench.timers };
}

describe('building a book', () => {
  it('asks for 1000 levels at their weight', () => {
    const { bench, sync } = openBook();
    sync.start();
    expect(bench.transport.lastUrl.search).toBe('?symbol=BTCUSDT&limit=1000');
    expect(bench.transport.sent[0]?.request.cost).toEqual({ requestWeight: 50, rawRequests: 1 });
  });

  it('is whole with the snapshot when nothing changed since', async () => {
    const { sync, answer, top } = openBook();
    sync.start();
    expect(top()).toBeUndefined();
    await answer(SNAPSHOT);
    expect(top()).toEqual([10, 1, 11, 1]);
    expect(sync.updateId).toBe(100);
  });

  it('keeps changes until the snapshot, drops the old ones and applies the rest', async () => {
    const { sync, answer, top, asked } = openBook();
    sync.start();
    sync.hear(event(95, 98, [['10', '7']]));
    sync.hear(event(99, 102, [['10', '3']]));
    sync.hear(event(103, 105, [], [['11', '0']]));
    await answer(SNAPSHOT);
    expect(top()).toEqual([10, 3, 12, 2]);
    expect(sync.updateId).toBe(105);
    expect(asked()).toBe(1);
  });

  it('takes a first change that begins right after the snapshot', async () => {
    const { sync, answer, top } = openBook();
    sync.start();
    sync.hear(event(101, 103, [['10.5', '1']]));
    await answer(SNAPSHOT);
    expect(top()?.[0]).toBe(10.5);
  });

  it('asks again for a snapshot older than the first change, after a pause', async () => {
    const { sync, answer, top, asked, timers } = openBook();
    sync.start();
    sync.hear(event(102, 103));
    await answer(SNAPSHOT);
    expect(top()).toBeUndefined();
    expect(asked()).toBe(1);
    sync.hear(event(104, 105, [['10', '5']]));
    await timers.run(2_000);
    expect(asked()).toBe(2);
    await answer({ ...SNAPSHOT, lastUpdateId: 104 });
    expect(top()).toEqual([10, 5, 11, 1]);
  });

  it('a snapshot that fails is asked for again, ever more slowly', async () => {
    const { sync, answer, asked, timers } = openBook();
    sync.start();
    const askedAt: number[] = [timers.monotonicMs()];
    for (let round = 0; round < 7; round++) {
      await answer('', 503);
      const before = asked();
      for (let step = 0; step < 40 && asked() === before; step++) await timers.run(1_000);
      askedAt.push(timers.monotonicMs());
    }
    const waits = askedAt.slice(1).map((timeMs, index) => (timeMs - (askedAt[index] ?? 0)) / 1_000);
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30]);
  });

  it('changes that wait too long for a snapshot do not pile up', async () => {
    const { sync, asked, timers } = openBook();
    sync.start();
    for (let id = 1; id <= 1_001; id++) sync.hear(event(id, id));
    await timers.run(2_000);
    expect(asked()).toBe(2);
  });
});

describe('following it', () => {
  async function openWhole() {
    const book = openBook();
    book.sync.start();
    await book.answer(SNAPSHOT);
    return book;
  }

  it('a change that is told twice changes nothing', async () => {
    const { sync, top } = await openWhole();
    sync.hear(event(101, 102, [['10', '3']]));
    sync.hear(event(101, 102, [['10', '9']]));
    sync.hear(event(90, 100, [['10', '9']]));
    expect(top()).toEqual([10, 3, 11, 1]);
  });

  it('a change that overlaps is applied', async () => {
    const { sync, top } = await openWhole();
    sync.hear(event(98, 103, [['10', '4']]));
    expect(top()).toEqual([10, 4, 11, 1]);
  });

  it('deleting a level that is not there is nothing', async () => {
    const { sync, top } = await openWhole();
    sync.hear(event(101, 101, [['3', '0']], [['99', '0']]));
    expect(top()).toEqual([10, 1, 11, 1]);
  });

  it('a gap starts over at once, and no book is shown until it is whole', async () => {
    const { sync, answer, top, asked, timers } = await openWhole();
    await timers.run(60_000);
    sync.hear(event(101, 101));
    sync.hear(event(103, 104, [['10', '3']]));
    expect(top()).toBeUndefined();
    expect(asked()).toBe(2);
    sync.hear(event(105, 106, [['10', '6']]));
    await answer({ ...SNAPSHOT, lastUpdateId: 104 });
    expect(top()).toEqual([10, 6, 11, 1]);
  });

  it('gaps one after the other do not ask for snapshots one after the other', async () => {
    const { sync, asked, answer, timers } = await openWhole();
    for (let second = 0; second < 60; second++) {
      const base = 1_000 * (second + 1);
      sync.hear(event(base, base));
      await answer({ ...SNAPSHOT, lastUpdateId: base });
      await timers.run(1_000);
    }
    expect(asked()).toBeLessThan(12);
  });

  it('the time of the book is that of its last change', async () => {
    const { sync } = await openWhole();
    sync.hear(event(101, 102, [['10', '3']]));
    expect(sync.read(1)?.timeMs).toBe(1_700_000_000_102);
  });

  it('told that it cannot be right, starts over', async () => {
    const { sync, asked, top, timers } = await openWhole();
    await timers.run(10_000);
    sync.startOver('crossed');
    expect(top()).toBeUndefined();
    expect(asked()).toBe(2);
  });

  it('stopped, it hears and asks nothing, and a late snapshot is not taken', async () => {
    const { sync, answer, top, asked, timers } = openBook();
    sync.start();
    sync.stop();
    await answer(SNAPSHOT);
    sync.hear(event(101, 102));
    sync.startOver('whatever');
    await timers.run(120_000);
    expect([top(), asked(), timers.pending()]).toEqual([undefined, 1, 0]);
  });

  describe('best prices ahead of it', () => {
    it('for more than 5 s: changes are lost', async () => {
      const { sync, asked, timers, top } = await openWhole();
      sync.hearQuote(105);
      await timers.run(5_000);
      sync.hearQuote(106);
      expect(asked()).toBe(1);
      await timers.run(1);
      sync.hearQuote(107);
      expect(asked()).toBe(2);
      expect(top()).toBeUndefined();
    });

    it('that its changes catch up with are as they should be', async () => {
      const { sync, asked, timers } = await openWhole();
      for (let id = 101; id < 400; id += 2) {
        sync.hearQuote(id + 1);
        await timers.run(100);
        sync.hear(event(id, id + 1));
      }
      expect(asked()).toBe(1);
    });
  });
});
