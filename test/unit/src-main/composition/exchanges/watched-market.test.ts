import { expect, it } from 'vitest';
import { WatchedMarket } from '../../../../../src-main/composition/exchanges/watched-market.ts';
import type { MarketFeed } from '../../../../../src-main/engine/ports/market-feed.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';

const ID = 'x:BTC-USDT';

/** A feed whose best bid tells it from others. */
function feedAt(bid: number): { readonly feed: MarketFeed; readonly watchers: () => number } {
  let watchers = 0;
  const side = (price: number) => ({ prices: Float64Array.of(price), quantities: Float64Array.of(1) });
  const feed = {
    instruments: () => [{ id: ID }],
    watchBook: () => {
      watchers++;
      return { dispose: () => void watchers-- };
    },
    book: () => ({ instrumentId: ID, timeMs: 0, bids: side(bid), asks: side(bid + 1) }),
  } as unknown as MarketFeed;
  return { feed, watchers: () => watchers };
}

it('the book is that of the exchange as it is now: before it is there, after it went, and when it comes as another', async () => {
  const timers = createManualTimers();
  let current: MarketFeed | undefined;
  const bids: (number | undefined)[] = [];
  const watched = new WatchedMarket({
    clock: timers,
    onMarket: () => ({ dispose: () => undefined }),
    feedOf: () => current,
    look: () => ({ dispose: () => undefined }),
    tellBook: (book) => void bids.push(book.bids[0]?.[0]),
    tellTrades: () => undefined,
  });
  const [first, second] = [feedAt(100), feedAt(200)];
  expect(watched.watch(1, [ID]).ok).toBe(true);
  timers.advance(200);
  current = first.feed;
  timers.advance(200);
  current = undefined;
  timers.advance(200);
  current = second.feed;
  timers.advance(200);
  expect(bids).toEqual([100, 200]);
  expect([first.watchers(), second.watchers()]).toEqual([0, 1]);
  watched.dispose();
  await timers.run(0);
  expect(second.watchers()).toBe(0);
  expect(timers.pending()).toBe(0);
  current = undefined;
  expect(watched.watch(1, [ID, 'demo:NONE-USDT'])).toMatchObject({ ok: false, error: { code: 'unknownInstrument' } });
});

it('each window looks at its own, one watch serves all, and a window that goes takes its wishes along', async () => {
  const timers = createManualTimers();
  const source = feedAt(100);
  const told: string[] = [];
  const looking = new Set<string>();
  const watched = new WatchedMarket({
    clock: timers,
    onMarket: () => ({ dispose: () => undefined }),
    feedOf: () => source.feed,
    look: (id) => {
      looking.add(id);
      return { dispose: () => void looking.delete(id) };
    },
    tellBook: ({ instrumentId }) => void told.push(instrumentId),
    tellTrades: () => undefined,
  });
  expect(watched.watch(1, [ID, 'x:ETH-USDT']).ok).toBe(true);
  expect(watched.watch(2, [ID]).ok).toBe(true);
  timers.advance(200);
  expect(told.sort()).toEqual([ID, 'x:ETH-USDT']);
  watched.watch(1, []);
  await timers.run(0);
  expect([...looking]).toEqual([ID]);
  watched.forget(2);
  await timers.run(0);
  expect([...looking]).toEqual([]);
  expect(timers.pending()).toBe(0);
});
