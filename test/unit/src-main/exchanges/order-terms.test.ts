import { describe, expect, it } from 'vitest';
import { parseOrder } from '../../../../src-main/exchanges/binance/parse-orders.ts';
import { readOrder } from '../../../../src-main/exchanges/coinbase/parse-orders.ts';
import { priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';

const BINANCE = {
  symbol: 'BTCUSDT',
  orderId: 7,
  clientOrderId: 'web-1',
  executedQty: '0.1',
  cummulativeQuoteQty: '5000',
  status: 'PARTIALLY_FILLED',
  updateTime: 1_700_000_000_000,
  side: 'SELL',
  type: 'LIMIT',
  price: '50000.5',
  origQty: '0.25',
};
const COINBASE = {
  order_id: 'c-7',
  client_order_id: 'web-1',
  product_id: 'BTC-USD',
  side: 'BUY',
  status: 'OPEN',
  created_time: '2026-01-01T00:00:00Z',
  order_configuration: { limit_limit_gtc: { base_size: '0.25', limit_price: '50000.5', post_only: false } },
};
const limit = { type: 'limit', price: priceFromText('50000.5'), quantity: quantityFromText('0.25') };
const context = { findInstrumentId: () => 'coinbase:BTC-USD', timeMs: 1 };

describe('what an order that is not ours asks for (SPEC 19.3)', () => {
  it('Binance tells it with the order, and not of one by amount or with a trigger', () => {
    const termsOf = (changes: object) => parseOrder({ ...BINANCE, ...changes }, () => undefined).terms;
    expect(termsOf({})).toEqual({ side: 'sell', ...limit });
    expect(termsOf({ type: 'LIMIT_MAKER', side: 'BUY' })).toEqual({ side: 'buy', ...limit });
    expect(termsOf({ type: 'MARKET', origQty: '0.00000000' })).toMatchObject({ type: 'market', quantity: null });
    expect(termsOf({ type: 'STOP_LOSS_LIMIT' })).toMatchObject({ type: 'other', price: null });
    expect(termsOf({ side: undefined })).toBeUndefined();
  });

  it('Coinbase tells it in the order’s configuration', () => {
    expect(readOrder(COINBASE, context)?.terms).toEqual({ side: 'buy', ...limit });
    const stop = { order_configuration: { stop_limit_stop_limit_gtc: { base_size: '1' } } };
    expect(readOrder({ ...COINBASE, ...stop }, context)?.terms).toMatchObject({ type: 'other', quantity: null });
    expect(readOrder({ ...COINBASE, order_configuration: undefined }, context)?.terms).toBeUndefined();
  });
});
