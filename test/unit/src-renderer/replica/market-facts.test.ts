import { describe, expect, it } from 'vitest';
import type { ConnectionView, MarketTradeView } from '../../../../src-preload/contract/exchange-views.ts';
import type { FactView } from '../../../../src-preload/contract/facts.ts';
import { applyFacts } from '../../../../src-renderer/replica/apply-facts.ts';
import { fromSnapshot, MOST_KEPT } from '../../../../src-renderer/replica/replica-state.ts';
import { snapshot } from './views.ts';

const connection = (venue: string, state: ConnectionView['state'] = 'ready'): ConnectionView => ({
  venue,
  name: venue,
  urls: null,
  state,
  reason: '',
  instruments: 3,
  key: null,
  recordingTo: null,
  health: null,
});
const trade = (timeMs: number): MarketTradeView => ({ timeMs, price: 1, quantity: 2, takerSide: 'buy' });
const start = fromSnapshot({
  ...snapshot,
  connections: [connection('binance', 'starting'), connection('kraken')],
  feedStates: [{ instrumentId: 'binance:A-B', state: 'live', sinceMs: 1 }],
});
const told = (...facts: FactView[]) => applyFacts(start, facts);

describe('connections', () => {
  it('come with the snapshot, replace themselves and leave the others the same objects', () => {
    const next = told({ kind: 'connection', connection: connection('binance') });
    expect([start.connections.binance?.state, next.connections.binance?.state]).toEqual(['starting', 'ready']);
    expect(next.connections.kraken).toBe(start.connections.kraken);
  });

  it('are gone when they are removed', () => {
    expect(Object.keys(told({ kind: 'connectionRemoved', venue: 'binance' }).connections)).toEqual(['kraken']);
  });
});

describe('feed states', () => {
  it('are laid over each other by instrument', () => {
    const { feedStates } = told({
      kind: 'feedStates',
      states: [{ instrumentId: 'binance:C-D', state: 'stale', sinceMs: 7 }],
    });
    expect(feedStates).toEqual({
      'binance:A-B': { instrumentId: 'binance:A-B', state: 'live', sinceMs: 1 },
      'binance:C-D': { instrumentId: 'binance:C-D', state: 'stale', sinceMs: 7 },
    });
  });
});

describe('the watched market', () => {
  const book = (instrumentId: string): FactView => ({
    kind: 'book',
    book: { instrumentId, timeMs: 5, bids: [[1, 2]], asks: [[3, 4]] },
  });
  const trades = (instrumentId: string, list: readonly MarketTradeView[]): FactView => ({
    kind: 'marketTrades',
    instrumentId,
    trades: list,
  });

  it('keeps the newest book and the newest trades, newest last', () => {
    const many = Array.from({ length: MOST_KEPT.marketTrades + 3 }, (_, timeMs) => trade(timeMs));
    const { x } = told(book('x'), trades('x', many), trades('x', [trade(9999)])).watched;
    expect(x?.book?.asks).toEqual([[3, 4]]);
    expect(x?.trades).toHaveLength(MOST_KEPT.marketTrades);
    expect([x?.trades[0]?.timeMs, x?.trades.at(-1)?.timeMs]).toEqual([4, 9999]);
  });

  it('shows nothing of one instrument beside another', () => {
    const { x, y } = told(book('x'), trades('x', [trade(1)]), trades('y', [trade(2)])).watched;
    expect(y).toEqual({ book: null, trades: [trade(2)] });
    expect([x?.book?.instrumentId, x?.trades]).toEqual(['x', [trade(1)]]);
  });

  it('forgets the one watched first when there are more than a window shows', () => {
    const many = Array.from({ length: MOST_KEPT.watchedMarkets + 1 }, (_, index) => book(`i${index}`));
    const { watched } = told(...many);
    expect([Object.keys(watched).length, 'i0' in watched, 'i1' in watched]).toEqual([
      MOST_KEPT.watchedMarkets,
      false,
      true,
    ]);
  });
});
