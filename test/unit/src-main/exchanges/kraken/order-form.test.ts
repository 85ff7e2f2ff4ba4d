import { describe, expect, it } from 'vitest';
import { needsLastPrice, orderForm } from '../../../../../src-main/exchanges/kraken/order-form.ts';
import type { Pair } from '../../../../../src-main/exchanges/kraken/pair-table.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { pairTable } from './recorded.ts';

const pair = pairTable().ofInstrument('kraken:BTC-USD') as Pair;
const context = { pair, clientId: 'c-1', deadlineMs: Date.UTC(2026, 10, 21, 12, 0, 8), lastPrice: null };
const order = (more: Partial<Order>): Order => ({
  clientOrderId: 'c-1',
  accountId: 'paper',
  botId: 'b',
  instrumentId: pair.instrument.id,
  side: 'buy',
  type: { kind: 'market' },
  size: { kind: 'base', quantity: quantityFromText('0.25') },
  purpose: 'entry',
  tag: '',
  reduceOnly: false,
  closesOpposite: false,
  createdMs: 0,
  ...more,
});
const form = (more: Partial<Order>, other: Partial<typeof context> = {}) =>
  orderForm(order(more), pair.instrument, { ...context, ...other });

describe('orderForm', () => {
  it('writes limit, market and stop orders with their deadline', () => {
    expect(form({ type: { kind: 'limit', price: priceFromText('37500.1') } })).toEqual({
      pair: 'XBTUSD',
      type: 'buy',
      ordertype: 'limit',
      volume: '0.25',
      price: '37500.1',
      cl_ord_id: 'c-1',
      oflags: 'fciq',
      deadline: '2026-11-21T12:00:08.000Z',
    });
    expect(form({ side: 'sell' })).toMatchObject({ type: 'sell', ordertype: 'market', volume: '0.25' });
    expect(form({ side: 'sell' })).not.toHaveProperty('price');
    const stop = form({ side: 'sell', type: { kind: 'stop', trigger: priceFromText('30000') } });
    expect(stop).toMatchObject({ ordertype: 'stop-loss', price: '30000' });
  });

  it('writes no stop and target in one', () => {
    const [trigger, price] = [priceFromText('30000'), priceFromText('40000')];
    expect(form({ side: 'sell', type: { kind: 'bracket', trigger, price } })).toBeUndefined();
  });

  it('writes what a limit and a stop are asked for besides', () => {
    const price = priceFromText('37500.1');
    const trigger = priceFromText('37000');
    expect(form({ type: { kind: 'postOnly', price } })).toMatchObject({ ordertype: 'limit', oflags: 'fciq,post' });
    const immediate = form({ type: { kind: 'limit', price, timeInForce: 'immediateOrCancel' } });
    expect(immediate).toMatchObject({ ordertype: 'limit', price: '37500.1', timeinforce: 'IOC' });
    const stopLimit = form({ type: { kind: 'stopLimit', trigger, price } });
    expect(stopLimit).toMatchObject({ ordertype: 'stop-loss-limit', price: '37000', price2: '37500.1' });
    const trailing = form({ side: 'sell', type: { kind: 'trailingStop', distanceBps: 250 } });
    expect(trailing).toMatchObject({ ordertype: 'trailing-stop', price: '+2.50%' });
  });

  it('buys for an amount in the quote asset and leaves room for the fee', () => {
    const size = { kind: 'quote', amount: moneyFromText('1000') } as const;
    // 1000 / 1.004, cut to 5 decimals: with 0.4 % on top it is at most 1000.
    expect(form({ size })).toMatchObject({ oflags: 'fciq,viqc', volume: '996.01593', ordertype: 'market' });
    expect(996.01593 * 1.004).toBeLessThanOrEqual(1000);
  });

  it('turns other amounts into whole steps at the price that is known', () => {
    const size = { kind: 'quote', amount: moneyFromText('1000') } as const;
    const limit = form({ size, type: { kind: 'limit', price: priceFromText('40000') } });
    expect(limit).toMatchObject({ oflags: 'fciq', volume: '0.02490039' });
    const sale = order({ size, side: 'sell' });
    expect(needsLastPrice(sale)).toBe(true);
    expect(needsLastPrice(order({ size }))).toBe(false);
    expect(form({ size, side: 'sell' })).toBeUndefined();
    expect(form({ size, side: 'sell' }, { lastPrice: priceFromText('40000') as never })).toMatchObject({
      volume: '0.02490039',
    });
  });

  it('writes nothing where nothing is left', () => {
    const size = { kind: 'quote', amount: moneyFromText('0.0000001') } as const;
    expect(form({ size })).toBeUndefined();
    expect(form({ size, type: { kind: 'limit', price: priceFromText('40000') } })).toBeUndefined();
  });
});
