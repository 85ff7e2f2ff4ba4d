import { describe, expect, it } from 'vitest';
import type { DirtySet } from '../../../../src-main/ipc/fact-pusher.ts';
import { FactPusher } from '../../../../src-main/ipc/fact-pusher.ts';
import type { FactBatch, FactView } from '../../../../src-preload/contract/facts.ts';

function createPusher(refresh: (dirty: DirtySet) => readonly FactView[] = () => []) {
  const batches: FactBatch[] = [];
  const timers: { callback: () => void; delayMs: number; live: boolean }[] = [];
  const pusher = new FactPusher({
    send: (batch) => batches.push(batch),
    refresh,
    schedule: (callback, delayMs) => {
      const timer = { callback, delayMs, live: true };
      timers.push(timer);
      return {
        dispose: () => {
          timer.live = false;
        },
      };
    },
  });
  const frame = (): void => {
    for (const timer of timers.splice(0)) if (timer.live) timer.callback();
  };
  return { pusher, batches, timers, frame };
}

const price = (instrumentId: string, value: number): FactView => ({
  kind: 'prices',
  prices: [{ instrumentId, price: value, timeMs: value }],
});
const equity = (timeMs: number): FactView => ({ kind: 'equity', timeMs, equity: 1 });
const candle = (openTimeMs: number, close: number, closed = false): FactView => ({
  kind: 'candle',
  instrumentId: 'demo:BTC-USDT',
  interval: '1m',
  candle: { openTimeMs, open: 1, high: 9, low: 1, close, volume: 1 },
  closed,
});

describe('FactPusher', () => {
  it('sends one batch a frame, and none while nothing changed', () => {
    const { pusher, batches, timers, frame } = createPusher();
    for (let count = 0; count < 100; count++) pusher.push(equity(count));
    expect(timers).toHaveLength(1);
    expect(timers[0]?.delayMs).toBe(16);
    frame();
    frame();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.facts).toHaveLength(100);
  });

  it('keeps the last price of each instrument and the last of each bar', () => {
    const { pusher, batches, frame } = createPusher();
    pusher.push(price('a', 1));
    pusher.push(candle(0, 1));
    pusher.push(price('b', 2));
    pusher.push(candle(0, 2));
    pusher.push(candle(0, 3, true));
    pusher.push(price('a', 3));
    pusher.push(candle(60_000, 4));
    frame();
    expect(batches[0]?.facts).toEqual([
      candle(0, 3, true),
      candle(60_000, 4),
      {
        kind: 'prices',
        prices: [
          { instrumentId: 'a', price: 3, timeMs: 3 },
          { instrumentId: 'b', price: 2, timeMs: 2 },
        ],
      },
    ]);
  });

  it('tells what thousands of feeds are worth in one view, the last of each', () => {
    const { pusher, batches, frame } = createPusher();
    const told = (index: number, state: 'stale' | 'live') => ({ instrumentId: `x:${index}`, state, sinceMs: index });
    for (const state of ['stale', 'live'] as const) {
      for (let index = 0; index < 3_000; index++) pusher.push({ kind: 'feedStates', states: [told(index, state)] });
    }
    frame();
    const states = Array.from({ length: 3_000 }, (_, index) => told(index, 'live'));
    expect(batches[0]?.facts).toEqual([{ kind: 'feedStates', states }]);
  });

  it('numbers batches without a hole', () => {
    const { pusher, batches, frame } = createPusher();
    pusher.push(equity(1));
    pusher.markAccount();
    frame();
    pusher.markBot('b');
    frame();
    expect(batches.map(({ fromSequence, toSequence }) => [fromSequence, toSequence])).toEqual([
      [1, 2],
      [3, 3],
    ]);
    expect(pusher.sentSequence).toBe(3);
  });

  it('reads what was marked once, just before the batch leaves', () => {
    const asked: DirtySet[] = [];
    const { pusher, batches, frame } = createPusher((dirty) => {
      asked.push(dirty);
      return [{ kind: 'botRemoved', botId: 'told' }];
    });
    pusher.markBot('b');
    pusher.markBot('b');
    pusher.markAccount();
    expect(asked).toHaveLength(0);
    frame();
    expect(asked).toEqual([{ bots: new Set(['b']), allBots: false, account: true }]);
    expect(batches[0]?.facts).toEqual([{ kind: 'botRemoved', botId: 'told' }]);
  });

  it('flushes at once when asked, and the frame then has nothing left', () => {
    const { pusher, batches, frame } = createPusher();
    pusher.push(equity(1));
    pusher.flush();
    frame();
    expect(batches).toHaveLength(1);
  });

  it('stays bounded: an overflow is a hole the window can see', () => {
    const { pusher, batches, frame } = createPusher();
    for (let count = 0; count < 2500; count++) pusher.push(equity(count));
    frame();
    expect(batches[0]).toEqual({ fromSequence: 2500, toSequence: 2500, facts: [] });
    pusher.push(equity(0));
    frame();
    expect(batches[1]).toMatchObject({ fromSequence: 2501, toSequence: 2501, facts: [equity(0)] });
  });

  it('sends nothing after it was disposed', () => {
    const { pusher, batches, timers, frame } = createPusher();
    pusher.push(equity(1));
    pusher.dispose();
    pusher.push(equity(2));
    frame();
    expect(batches).toHaveLength(0);
    expect(timers).toHaveLength(0);
  });
});
