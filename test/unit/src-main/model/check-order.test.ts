import { describe, expect, it } from 'vitest';
import { brokenFilter } from '../../../../src-main/model/check-order.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import { orderOf } from '../../../fakes/venue-desk.ts';

const RULES: TradingRules = {
  status: 'trading',
  minPrice: priceFromText('0.01'),
  maxPrice: priceFromText('1000000'),
  minQuantity: quantityFromText('0.0001'),
  maxQuantity: quantityFromText('100'),
  maxMarketQuantity: quantityFromText('10'),
  minNotional: moneyFromText('5'),
  maxNotional: moneyFromText('9000000'),
  notionalOfMarketOrders: true,
  filterNames: { step: 'LOT_SIZE', tick: 'PRICE_FILTER', minNotional: 'NOTIONAL' },
};

function problem(order: Partial<Order>, rules: Partial<TradingRules> = {}, lastPrice: string | null = '100') {
  const grid = { tick: '0.01', step: '0.0001' };
  const instrument = {
    ...(createInstrument('binance', 'BTC-USDT', grid) as Instrument),
    rules: { ...RULES, ...rules },
  };
  const broken = brokenFilter(orderOf(order), instrument, lastPrice === null ? null : priceFromText(lastPrice));
  return broken === null ? null : `${broken.filter} ${broken.name}: ${broken.actual}, expected ${broken.limit}`;
}

const base = (quantity: string): Pick<Order, 'size'> => ({
  size: { kind: 'base', quantity: quantityFromText(quantity) },
});
const limit = (price: string): Pick<Order, 'type'> => ({ type: { kind: 'limit', price: priceFromText(price) } });
const market: Pick<Order, 'type'> = { type: { kind: 'market' } };

describe('the filters of a venue', () => {
  it('let everything pass at exactly their limits', () => {
    expect(problem({ ...limit('0.01'), ...base('100') }, { minNotional: null })).toBeNull();
    expect(problem({ ...limit('1000000'), ...base('0.0001') })).toBeNull();
    expect(problem({ ...limit('50000'), ...base('0.0001') })).toBeNull();
    expect(problem({ ...market, ...base('10') })).toBeNull();
    expect(problem({ ...market, size: { kind: 'quote', amount: moneyFromText('5') } })).toBeNull();
  });

  it.each([
    [{ ...limit('100.005'), ...base('1') }, 'tick PRICE_FILTER: 100.005 USDT, expected a multiple of 0.01 USDT'],
    [{ ...limit('1000000.01'), ...base('1') }, 'maxPrice maxPrice: 1000000.01 USDT, expected at most 1000000 USDT'],
    [{ ...limit('100'), ...base('0.00015') }, 'step LOT_SIZE: 0.00015 BTC, expected a multiple of 0.0001 BTC'],
    [{ ...limit('100'), ...base('100.0001') }, 'maxQuantity maxQuantity: 100.0001 BTC, expected at most 100 BTC'],
    [{ ...market, ...base('10.0001') }, 'maxQuantity maxQuantity: 10.0001 BTC, expected at most 10 BTC'],
    [{ ...limit('100'), ...base('0.0499') }, 'minNotional NOTIONAL: 4.99 USDT, expected at least 5 USDT'],
    [{ ...market, ...base('0.0499') }, 'minNotional NOTIONAL: 4.99 USDT, expected at least 5 USDT'],
    [
      { ...limit('1000000'), ...base('9.0001') },
      'maxNotional maxNotional: 9000100 USDT, expected at most 9000000 USDT',
    ],
    [{ ...limit('100'), ...base('0') }, 'minQuantity minQuantity: 0 BTC, expected at least 0.0001 BTC'],
  ])('name what is broken, under the venue’s own name where it has one', (order, told) => {
    expect(problem(order)).toBe(told);
  });

  it('the smallest value does not bind market orders where the venue says so, nor where no price is known', () => {
    const small = { ...market, ...base('0.0001') };
    expect(problem(small, { notionalOfMarketOrders: false })).toBeNull();
    expect(problem(small, {}, null)).toBeNull();
    expect(problem(small)).toContain('NOTIONAL');
  });

  it('a stop is looked at with its trigger', () => {
    const stop = { type: { kind: 'stop', trigger: priceFromText('40') } } as const;
    expect(problem({ ...stop, ...base('0.1') })).toContain('minNotional NOTIONAL: 4 USDT');
  });

  it.each(['cancelOnly', 'halted'] as const)('nothing new while it is %s', (status) => {
    expect(problem({ ...limit('100'), ...base('1') }, { status })).toContain(status);
  });

  it('post-only orders alone while it is postOnly', () => {
    const postOnly = { type: { kind: 'postOnly', price: priceFromText('100') } } as const;
    expect(problem({ ...postOnly, ...base('1') }, { status: 'postOnly' })).toBeNull();
    expect(problem({ ...limit('100'), ...base('1') }, { status: 'postOnly' })).toContain('post-only orders alone');
  });

  it('a stop-limit is looked at with its trigger and its limit, and is worth its limit', () => {
    const at = (trigger: string, price: string) =>
      ({ type: { kind: 'stopLimit', trigger: priceFromText(trigger), price: priceFromText(price) } }) as const;
    expect(problem({ ...at('100.001', '99'), ...base('1') })).toContain('100.001');
    expect(problem({ ...at('100', '98.999'), ...base('1') })).toContain('98.999');
    expect(problem({ ...at('100', '40'), ...base('0.1') })).toContain('minNotional NOTIONAL: 4 USDT');
  });

  it('limits alone while it is limitOnly', () => {
    expect(problem({ ...limit('100'), ...base('1') }, { status: 'limitOnly' })).toBeNull();
    expect(problem({ ...market, ...base('1') }, { status: 'limitOnly' })).toContain('limit orders only');
  });
});
