import { describe, expect, it } from 'vitest';
import { fail, succeed, unwrap } from '../../../../../src-main/base/outcome.ts';
import type { CcxtClient } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { orderForm, passivePrice } from '../../../../../src-main/exchanges/ccxt/order-form.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { bitcoin, clientOf } from './scripted-client.ts';

const base = (text: string) => ({ kind: 'base', quantity: quantityFromText(text) }) as const;
const quote = (text: string) => ({ kind: 'quote', amount: moneyFromText(text) }) as const;
const limit = (text: string) => ({ kind: 'limit', price: priceFromText(text) }) as const;

function orderOf(change: Partial<Order>): Order {
  const rest = {
    accountId: 'paper',
    botId: 'b',
    instrumentId: bitcoin.id,
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
  } as const;
  return {
    clientOrderId: 'bw-1',
    side: 'buy',
    type: { kind: 'market' },
    size: base('1'),
    createdMs: 0,
    ...rest,
    ...change,
  };
}

const params = { clientOrderId: 'bw-1' };

/** What leaves for ccxt, or why nothing does. */
async function sent(order: Order, answers: Partial<CcxtClient> = {}, price = succeed(priceFromText('100'))) {
  const calls: unknown[][] = [];
  const keep =
    (name: string) =>
    async (...given: unknown[]) => {
      calls.push([name, ...given]);
      return {};
    };
  const client = clientOf({
    createOrder: keep('order'),
    createMarketBuyOrderWithCost: keep('cost'),
    ...answers,
  } as never);
  const form = await orderForm(client, order, {
    instrument: bitcoin,
    symbol: 'BTC/USDT',
    params,
    marketPrice: async () => price,
  });
  if (!form.ok) return form.error.message;
  await form.value.send();
  return calls[0];
}

describe('an order as ccxt is told it', () => {
  it('says post-only and immediate in ccxt’s words, post-only where the exchange has it', async () => {
    const price = priceFromText('100');
    const postOnly = orderOf({ type: { kind: 'postOnly', price } });
    expect(await sent(postOnly)).toContain('post-only');
    expect(await sent(postOnly, { has: { createPostOnlyOrder: true } } as never)).toEqual([
      'order',
      'BTC/USDT',
      'limit',
      'buy',
      '1',
      '100',
      { ...params, postOnly: true },
    ]);
    const immediate = orderOf({ type: { kind: 'limit', price, timeInForce: 'immediateOrCancel' } });
    expect(await sent(immediate)).toEqual([
      'order',
      'BTC/USDT',
      'limit',
      'buy',
      '1',
      '100',
      { ...params, timeInForce: 'IOC' },
    ]);
  });

  it('amounts and prices are exact text, the client id is ours', async () => {
    expect(await sent(orderOf({ size: base('0.0001'), type: limit('65432.1'), side: 'sell' }))).toEqual([
      'order',
      'BTC/USDT',
      'limit',
      'sell',
      '0.0001',
      '65432.1',
      params,
    ]);
    expect(await sent(orderOf({ size: base('12345678.12345678') }))).toEqual([
      'order',
      'BTC/USDT',
      'market',
      'buy',
      '12345678.12345678',
      undefined,
      params,
    ]);
  });

  it('money is spent as such where the exchange takes it, else by its price now, in whole steps', async () => {
    const spend = orderOf({ size: quote('250.755') });
    expect(await sent(spend, { has: { createMarketBuyOrderWithCost: true } })).toEqual([
      'cost',
      'BTC/USDT',
      '250.755',
      params,
    ]);
    expect(await sent(spend)).toEqual(['order', 'BTC/USDT', 'market', 'buy', '2.5075', undefined, params]);
    expect(
      await sent(orderOf({ size: quote('250.755'), side: 'sell' }), { has: { createMarketBuyOrderWithCost: true } }),
    ).toEqual(['order', 'BTC/USDT', 'market', 'sell', '2.5075', undefined, params]);
    expect(await sent(spend, {}, fail('timedOut', 'no price came') as never)).toBe('no price came');
  });

  it('what the exchange would change is not sent', async () => {
    const more = { amountToPrecision: () => '1.1' };
    expect(await sent(orderOf({}), more)).toContain('quantity is 1');
    const rounded = { priceToPrecision: () => '100.5' };
    expect(await sent(orderOf({ type: limit('100.46') }), rounded)).toContain('price is 100.46');
    const refuses = {
      amountToPrecision: () => {
        throw new Error('amount must be greater than 1');
      },
    };
    expect(await sent(orderOf({ size: base('0.5') }), refuses)).toContain('greater than 1');
    expect(await sent(orderOf({ size: base('0') }))).toContain('expected more than 0');
  });

  it('less is sent where the exchange counts in wider steps', async () => {
    expect(await sent(orderOf({ size: base('1.25') }), { amountToPrecision: () => '1.2' })).toContain('1.2');
  });

  it('a stop is not taken', async () => {
    expect(await sent(orderOf({ type: { kind: 'stop', trigger: priceFromText('90') } }))).toContain('stop order');
  });
});

describe('prices of so many digits', () => {
  it.each([
    ['65432.19', 'buy', 5, '65432'],
    ['65432.19', 'sell', 5, '65433'],
    ['0.000123456', 'buy', 5, '0.00012345'],
    ['0.000123456', 'sell', 5, '0.00012346'],
    ['99999.5', 'sell', 5, '100000'],
    ['65432', 'sell', 5, '65432'],
    ['1.5', 'buy', 5, '1.5'],
  ] as const)('%s to %s, %d digits: %s', (text, side, digits, expected) => {
    expect(passivePrice(text, side, digits)).toBe(expected);
  });

  it('are cut before they are sent', async () => {
    const markets = {
      'BTC/USDT': {
        ...(unwrap(succeed(clientOf().markets))?.['BTC/USDT'] as never as object),
        precision: { price: 5 },
      },
    };
    const call = await sent(orderOf({ type: limit('65432.19') }), { precisionMode: 3, markets } as never);
    expect(call?.[5]).toBe('65432');
  });
});
