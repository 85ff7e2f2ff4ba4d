import { expect, it } from 'vitest';
import { baseAssetOf, positionRows, rowBot } from '../../../../../src-renderer/features/dashboard/activity-rows.ts';
import { botView } from '../../replica/views.ts';

it('a row names the exchange its symbol is of, after its bot is gone too', () => {
  const row = rowBot({}, 'gone', 'binance:BTC-USDT', 'USDT');
  expect(row).toEqual({ botName: 'gone', symbol: 'BTC-USDT · binance', quoteAsset: 'USDT' });
  expect(baseAssetOf(row.symbol)).toBe('BTC');
  expect(rowBot({}, 'gone', 'demo:BTC-USDT', 'USDT').symbol).toBe('BTC-USDT');
});

it('a position too', () => {
  const position = {
    botId: 'a',
    instrumentId: 'binance:BTC-USDT',
    quantity: '1',
    averagePrice: '2',
    markPrice: null,
    value: '2',
    unrealisedProfit: '0',
    openedMs: 1,
  };
  expect(positionRows([botView('a'), botView('b', { position })]).map(({ symbol }) => symbol)).toEqual([
    'BTC-USDT · binance',
  ]);
});
