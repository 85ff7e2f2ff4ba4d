import { describe, expect, it } from 'vitest';
import { orderBody } from '../../../../../src-main/exchanges/coinbase/venue-order-body.ts';
import { priceFromText, quantityFromText, ratioFromBps } from '../../../../../src-main/model/money.ts';
import type { OrderType } from '../../../../../src-main/model/order.ts';
import { BTC } from '../../../../fakes/engine-session.ts';
import { orderOf } from '../../../../fakes/venue-desk.ts';

const size = { kind: 'base', quantity: quantityFromText('0.5') } as const;
const price = priceFromText('101.5');
const trigger = priceFromText('100');
const context = { instrument: BTC, lastPrice: null, feeRate: ratioFromBps(60), portfolioId: undefined };

const configuration = (type: OrderType): unknown => {
  const made = orderBody(orderOf({ type, size }), context);
  return 'refusal' in made ? made.refusal : made.body.order_configuration;
};

describe('an order as Coinbase is told it', () => {
  it.each<[OrderType, unknown]>([
    [{ kind: 'limit', price }, { limit_limit_gtc: { base_size: '0.5', limit_price: '101.5', post_only: false } }],
    [{ kind: 'postOnly', price }, { limit_limit_gtc: { base_size: '0.5', limit_price: '101.5', post_only: true } }],
    [
      { kind: 'limit', price, timeInForce: 'immediateOrCancel' },
      { sor_limit_ioc: { base_size: '0.5', limit_price: '101.5' } },
    ],
    [
      { kind: 'stopLimit', trigger, price },
      {
        stop_limit_stop_limit_gtc: {
          base_size: '0.5',
          limit_price: '101.5',
          stop_price: '100',
          stop_direction: 'STOP_DIRECTION_STOP_UP',
        },
      },
    ],
    [
      { kind: 'bracket', trigger, price },
      { trigger_bracket_gtc: { base_size: '0.5', limit_price: '101.5', stop_trigger_price: '100' } },
    ],
  ])('%o', (type, expected) => {
    expect(configuration(type)).toEqual(expected);
  });

  it('has no trailing stop and is sent none', () => {
    expect(configuration({ kind: 'trailingStop', distanceBps: 100 })).toContain('trailing stop');
  });
});
