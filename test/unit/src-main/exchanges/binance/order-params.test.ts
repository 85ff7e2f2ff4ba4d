import { describe, expect, it } from 'vitest';
import { orderParams } from '../../../../../src-main/exchanges/binance/order-params.ts';
import { priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order, OrderType } from '../../../../../src-main/model/order.ts';
import { BTC } from '../../../../fakes/engine-session.ts';
import { orderOf, quote } from '../../../../fakes/venue-desk.ts';

const size = { kind: 'base', quantity: quantityFromText('0.5') } as const;
const price = priceFromText('101.5');
const trigger = priceFromText('100');

/** The parameters that depend on the type. */
function wire(type: OrderType, more: Partial<Order> = {}): Record<string, string> | string {
  const params = orderParams(orderOf({ type, size, ...more }), BTC);
  if (!params.ok) return params.error.message;
  const { symbol, side, newClientOrderId, newOrderRespType, ...rest } = Object.fromEntries(params.value);
  return rest as Record<string, string>;
}

describe('an order as Binance is told it', () => {
  it.each<[OrderType, Record<string, string>]>([
    [{ kind: 'market' }, { type: 'MARKET', quantity: '0.5' }],
    [
      { kind: 'limit', price },
      { type: 'LIMIT', timeInForce: 'GTC', price: '101.5', quantity: '0.5' },
    ],
    [
      { kind: 'limit', price, timeInForce: 'immediateOrCancel' },
      { type: 'LIMIT', timeInForce: 'IOC', price: '101.5', quantity: '0.5' },
    ],
    [
      { kind: 'postOnly', price },
      { type: 'LIMIT_MAKER', price: '101.5', quantity: '0.5' },
    ],
    [
      { kind: 'stop', trigger },
      { type: 'STOP_LOSS', stopPrice: '100', quantity: '0.5' },
    ],
    [
      { kind: 'stopLimit', trigger, price },
      { type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC', price: '101.5', stopPrice: '100', quantity: '0.5' },
    ],
    [
      { kind: 'trailingStop', distanceBps: 250 },
      { type: 'STOP_LOSS', trailingDelta: '250', quantity: '0.5' },
    ],
  ])('%o', (type, expected) => {
    expect(wire(type)).toEqual(expected);
  });

  it('a stop and a target are a list of two, never one order', () => {
    const made = orderParams(orderOf({ type: { kind: 'bracket', trigger, price }, size }), BTC);
    expect(made).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  });

  it('an amount is a quantity at the limit, and nothing that follows the price', () => {
    expect(wire({ kind: 'stopLimit', trigger, price }, { size: quote(203) })).toMatchObject({ quantity: '2' });
    expect(wire({ kind: 'trailingStop', distanceBps: 250 }, { size: quote(203) })).toContain('expected a quantity');
  });
});
