import { expect, it } from 'vitest';
import { baseAssetOf, positionRows, rowBot } from '../../../../../src-renderer/features/dashboard/activity-rows.ts';
import { botView } from '../../replica/views.ts';

it('a row names the exchange its symbol is of, after its bot is gone too', () => {
  const row = rowBot({}, 'gone', 'binance:BTC-USDT', 'USDT');
  expect(row).toEqual({ botName: 'gone', symbol: 'BTC-USDT · binance', quoteAsset: 'USDT' });
  expect(baseAssetOf(row.symbol)).toBe('BTC');
  expect(rowBot({}, 'gone', 'demo:BTC-USDT', 'USDT').symbol).toBe('BTC-USDT');
});

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

it('a position too', () => {
  expect(positionRows([botView('a'), botView('b', { position })]).map(({ symbol }) => symbol)).toEqual([
    'BTC-USDT · binance',
  ]);
});

it('a row that says what it said is the same row, so that the table leaves it alone', () => {
  const [first] = positionRows([botView('a', { position })]);
  const [same, added] = positionRows(
    [botView('a', { position, profit: '9' }), botView('b', { position })],
    [first as NonNullable<typeof first>],
  );
  expect(same).toBe(first);
  expect(added?.botId).toBe('b');
  expect(
    positionRows([botView('a', { position: { ...position, value: '3' } })], [same as typeof first & object])[0],
  ).not.toBe(first);
});
