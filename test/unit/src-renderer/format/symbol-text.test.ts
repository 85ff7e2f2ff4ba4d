import { expect, it } from 'vitest';
import { formatPrice, symbolText } from '../../../../src-renderer/format/index.ts';

it.each([
  ['demo:BTC-USDT', 'BTC-USDT'],
  ['imported:BTC-USDT', 'BTC-USDT'],
  ['binance:BTC-USDT', 'BTC-USDT · binance'],
])('%s is shown as %s', (id, shown) => {
  expect(symbolText(id)).toBe(shown);
});

it('a price of an instrument that nobody lists any more is not shown to twelve decimals', () => {
  expect(formatPrice(47_126.63, '0.000000000001')).toBe('47,126.63');
});
