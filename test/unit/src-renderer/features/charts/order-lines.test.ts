import { describe, expect, it } from 'vitest';
import type { BotView, OrderView } from '../../../../../src-preload/contract/views.ts';
import { onGrid, orderLinesOf } from '../../../../../src-renderer/features/charts/order-lines.ts';

const ID = 'demo:BTC-USDT';
const bot: BotView = {
  config: {
    id: 'b',
    name: 'Swing',
    instrumentId: ID,
    interval: '1m',
    strategyId: 'sma-cross',
    params: {},
    risk: { sizeFraction: 0.5, stopLossFraction: 0.02, takeProfitFraction: null, leverage: 1 },
  },
  state: 'running',
  reason: '',
  symbol: 'BTC-USDT',
  quoteAsset: 'USDT',
  simulated: true,
  decision: null,
  regime: null,
  realisedProfit: '0',
  profit: '0',
  fees: '0',
  trades: 0,
  wins: 0,
  position: {
    botId: 'b',
    instrumentId: ID,
    quantity: '-0.5',
    averagePrice: '60000',
    markPrice: 59000,
    value: '29500',
    unrealisedProfit: '500',
    openedMs: 1,
  },
};
const order = (changes: Partial<OrderView>): OrderView => ({
  clientOrderId: 'o',
  accountId: 'paper',
  botId: 'b',
  instrumentId: ID,
  side: 'buy',
  type: 'stop',
  price: '61000',
  limitPrice: null,
  trailBps: null,
  handling: 'native',
  parentId: null,
  size: '0.5',
  sizeAsset: 'BTC',
  purpose: 'stop',
  tag: '',
  state: 'working',
  reason: '',
  createdMs: 1,
  ...changes,
});

describe('what is drawn of orders and positions', () => {
  it('is the position first, then every order that has a price', () => {
    const orders = [order({}), order({ clientOrderId: 'm', type: 'market', price: null, purpose: 'flatten' })];
    expect(orderLinesOf(ID, orders, [bot])).toMatchObject([
      { kind: 'position', side: 'short', price: '60000', size: '0.5', moves: null },
      { id: 'o', kind: 'stop', bot: 'Swing', price: '61000', moves: 'stop' },
    ]);
  });

  it('is of the instrument on the chart alone', () => {
    expect(orderLinesOf('demo:ETH-USDT', [order({})], [bot])).toEqual([]);
  });

  it('lets a hand take stops and targets, not what only a strategy places', () => {
    const purposes = ['stop', 'target', 'trailing', 'entry', 'signal'] as const;
    const lines = orderLinesOf(
      ID,
      purposes.map((purpose) => order({ clientOrderId: purpose, purpose })),
      [],
    );
    expect(lines.map(({ moves }) => moves)).toEqual(['stop', 'target', null, null, null]);
  });
});

describe('a price a hand has moved to', () => {
  it.each([
    [61234.5678, '0.1', '61234.6'],
    [0.1 + 0.2, '0.1', '0.3'],
    [1234.4, '5', '1235'],
    [0.000012349, '0.00000001', '0.00001235'],
  ])('%d on a grid of %s is %s', (price, tick, text) => {
    expect(onGrid(price, tick)).toBe(text);
  });
});
