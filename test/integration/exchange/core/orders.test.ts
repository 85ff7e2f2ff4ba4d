import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply, toAmount, toText } from '../../../exchange/core/amount.ts';
import type { CoreEvent, ExchangeCore, NewOrder } from '../../../exchange/core/core-types.ts';
import { createExchangeCore, STARTING_BALANCES } from '../../../exchange/core/exchange-core.ts';

const START_MS = Date.UTC(2026, 10, 21, 12, 0, 10);
const SYMBOL = 'BTC-USDT';

function still(seed = 21) {
  let nowMs = START_MS;
  const core = createExchangeCore({ seed, clock: () => nowMs });
  const events: CoreEvent[] = [];
  core.onEvent((event) => events.push(event));
  const move = (ms: number): void => {
    nowMs += ms;
    core.advance();
  };
  return { core, events, move };
}

let ids = 0;
function order(changes: Partial<NewOrder>): NewOrder {
  const limit = { type: 'limit', timeInForce: 'GTC', postOnly: false, stopPrice: null, quoteQuantity: null } as const;
  return {
    clientOrderId: `o${++ids}`,
    symbol: SYMBOL,
    side: 'buy',
    price: null,
    quantity: '0.01',
    ...limit,
    ...changes,
  };
}

function placed(core: ExchangeCore, request: NewOrder) {
  const result = core.place(request);
  if ('refusal' in result) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result;
}

const lastOf = (core: ExchangeCore, share: number, symbol = SYMBOL) =>
  String(Math.floor(Number(core.lastPrice(symbol)) * share));
const balance = (core: ExchangeCore, asset: string) => core.balances().find((row) => row.asset === asset);

describe('orders', () => {
  it('a resting order fills in parts by trades at its price and gives back what is left', () => {
    const { core } = still();
    const price = lastOf(core, 0.98);
    const { order: resting } = placed(core, order({ price, quantity: '0.1' }));
    expect(balance(core, 'USDT')?.locked).toBe(toText(multiply(toAmount(price), toAmount('0.1'))));
    core.tradeAt(SYMBOL, price, '0.04', 'buy');
    expect(core.orderById(resting.id)?.filledQuantity).toBe('0');
    core.tradeAt(SYMBOL, price, '0.04', 'sell');
    expect(core.orderById(resting.id)).toMatchObject({ status: 'partiallyFilled', filledQuantity: '0.04' });
    expect(core.cancel(resting.id)).toMatchObject({ status: 'cancelled', filledQuantity: '0.04' });
    expect(core.cancel(resting.id)).toBeUndefined();
    expect(balance(core, 'USDT')?.locked).toBe('0');
    expect(balance(core, 'BTC')?.free).toBe('2.03996');
    expect(core.fills(SYMBOL)).toMatchObject([{ quantity: '0.04', fee: '0.00004', feeAsset: 'BTC', maker: true }]);
  });

  it('a trade through the price fills at the order’s own price, the oldest of equals first', () => {
    const { core } = still();
    const price = lastOf(core, 0.99);
    const first = placed(core, order({ price })).order;
    const second = placed(core, order({ price })).order;
    const better = placed(core, order({ price: String(Number(price) + 1) })).order;
    core.tradeAt(SYMBOL, lastOf(core, 0.97), '0.025', 'sell');
    expect(core.orderById(better.id)?.status).toBe('filled');
    expect(core.orderById(first.id)).toMatchObject({
      status: 'filled',
      filledValue: toText(multiply(toAmount(price), toAmount('0.01'))),
    });
    expect(core.orderById(second.id)).toMatchObject({ status: 'partiallyFilled', filledQuantity: '0.005' });
  });

  it('fills when the market comes to it by itself', () => {
    const { core, move } = still();
    const price = lastOf(core, 0.9995);
    const { order: resting } = placed(core, order({ price, quantity: '0.001', postOnly: true }));
    for (let minute = 0; minute < 600 && core.orderById(resting.id)?.status !== 'filled'; minute++) move(30_000);
    expect(core.orderById(resting.id)).toMatchObject({ status: 'filled' });
    expect(core.fills(SYMBOL).every(({ maker, price: at }) => maker && at === price)).toBe(true);
  });

  it('a market order walks the book, level by level', () => {
    const { core } = still();
    const asks = core.book(SYMBOL, 50).asks;
    const quantity = toText(asks.slice(0, 3).reduce((sum, [, there]) => sum + toAmount(there), 0n));
    const { order: done, fills } = placed(core, order({ type: 'market', timeInForce: 'IOC', quantity, price: null }));
    expect(done).toMatchObject({ status: 'filled', filledQuantity: quantity });
    expect(fills.map((fill) => [fill.price, fill.quantity])).toEqual(asks.slice(0, 3));
    expect(core.book(SYMBOL, 1).asks[0]?.[0]).toBe(asks[3]?.[0]);
  });

  it('a market order by amount spends no more than that', () => {
    const { core } = still();
    const request = order({
      type: 'market',
      timeInForce: 'IOC',
      quantity: null,
      quoteQuantity: '1234.56',
      price: null,
    });
    const spent = toAmount(placed(core, request).order.filledValue);
    expect(spent).toBeLessThanOrEqual(toAmount('1234.56'));
    expect(spent).toBeGreaterThan(toAmount('1233'));
  });

  it('IOC takes what is there, FOK all or nothing, post-only nothing', () => {
    const { core } = still();
    const [price, there] = core.book(SYMBOL, 1).asks[0] ?? ['', ''];
    const more = toText(toAmount(there) + toAmount('0.01'));
    expect(placed(core, order({ price, quantity: more, timeInForce: 'FOK' })).order).toMatchObject({
      status: 'expired',
      filledQuantity: '0',
    });
    expect(core.place(order({ price, postOnly: true }))).toEqual({ refusal: { kind: 'wouldTake' } });
    expect(placed(core, order({ price, quantity: more, timeInForce: 'IOC' })).order).toMatchObject({
      status: 'expired',
      filledQuantity: there,
    });
    expect(balance(core, 'USDT')?.locked).toBe('0');
  });

  it('a stop waits for its price, then trades', () => {
    const { core } = still();
    const stopPrice = lastOf(core, 0.98);
    const { order: stop } = placed(core, order({ side: 'sell', type: 'stop', stopPrice, quantity: '0.02' }));
    core.tradeAt(SYMBOL, lastOf(core, 0.985), '0.01', 'sell');
    expect(core.orderById(stop.id)?.status).toBe('new');
    core.tradeAt(SYMBOL, stopPrice, '0.01', 'sell');
    expect(core.orderById(stop.id)).toMatchObject({ status: 'filled', filledQuantity: '0.02' });
    expect(balance(core, 'BTC')).toMatchObject({ free: '1.98', locked: '0' });
  });

  it('refuses what a filter, the balance, an open id or the state of the market forbids', () => {
    const { core } = still();
    const price = lastOf(core, 0.98);
    const refusal = (changes: Partial<NewOrder>) => core.place(order({ price, ...changes }));
    expect(refusal({ price: '60000.001' })).toEqual({ refusal: { kind: 'filter', filter: 'price' } });
    expect(refusal({ quantity: '0.000001' })).toEqual({ refusal: { kind: 'filter', filter: 'minQuantity' } });
    expect(refusal({ quantity: '0.010001' })).toEqual({ refusal: { kind: 'filter', filter: 'step' } });
    expect(refusal({ quantity: '0.00001' })).toEqual({ refusal: { kind: 'filter', filter: 'notional' } });
    expect(refusal({ quantity: '5' })).toEqual({ refusal: { kind: 'insufficientBalance' } });
    expect(refusal({ symbol: 'XYZ-USDT' })).toEqual({ refusal: { kind: 'unknownSymbol' } });
    placed(core, order({ price, clientOrderId: 'mine' }));
    expect(refusal({ clientOrderId: 'mine' })).toEqual({ refusal: { kind: 'duplicateOpenId' } });
    core.cancel(core.orderByClientId('mine')?.id ?? 0);
    expect(placed(core, order({ price, clientOrderId: 'mine' })).order.status).toBe('new');
    core.setStatus(SYMBOL, 'cancelOnly');
    expect(refusal({})).toEqual({ refusal: { kind: 'marketClosed' } });
    expect(core.cancel(core.orderByClientId('mine')?.id ?? 0)?.status).toBe('cancelled');
  });

  it('takes fees in what is received, in quote, or in BNB with a quarter off', () => {
    const buy = { type: 'market', timeInForce: 'IOC', price: null } as const;
    const feeOf = (mode: 'received' | 'quote' | 'bnb', free?: string) => {
      const { core } = still();
      core.setFeeMode(mode);
      if (free !== undefined) core.setFree('BNB', free);
      const [fill] = placed(core, order({ ...buy, quantity: '0.001' })).fills;
      return {
        asset: fill?.feeAsset,
        worth: Number(fill?.fee) * Number(fill?.feeAsset === 'USDT' ? 1 : core.lastPrice(`${fill?.feeAsset}-USDT`)),
      };
    };
    const paid = Number(lastOf(still().core, 1)) * 0.001 * 0.001;
    expect(feeOf('received')).toEqual({ asset: 'BTC', worth: expect.closeTo(paid, 3) });
    expect(feeOf('quote')).toEqual({ asset: 'USDT', worth: expect.closeTo(paid, 3) });
    expect(feeOf('bnb')).toEqual({ asset: 'BNB', worth: expect.closeTo(paid * 0.75, 3) });
    expect(feeOf('bnb', '0').asset).toBe('BTC');
  });

  it('money is neither made nor lost, whatever is done', () => {
    const step = fc.record({
      what: fc.constantFrom('limit', 'market', 'stop', 'stopLimit', 'cancel', 'trade', 'move'),
      symbol: fc.constantFrom('BTC-USDT', 'ETH-USDT', 'BTC-USD'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      share: fc.integer({ min: 990, max: 1_010 }),
      units: fc.integer({ min: 1, max: 60 }),
      timeInForce: fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const),
      mode: fc.constantFrom('received' as const, 'quote' as const, 'bnb' as const),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(step, { maxLength: 60 }), (seed, steps) => {
        const { core, move } = still(seed);
        for (const { what, symbol, side, share, units, timeInForce, mode } of steps) {
          const price = lastOf(core, share / 1_000, symbol);
          const quantity = toText(BigInt(units) * toAmount('0.05'));
          if (what === 'move') move(units * 1_000);
          else if (what === 'trade') core.tradeAt(symbol, price, quantity, side);
          else if (what === 'cancel') core.cancel(core.openOrders()[units % 7]?.id ?? 0);
          else {
            core.setFeeMode(mode);
            const stopPrice = what === 'stop' || what === 'stopLimit' ? price : null;
            const limit = what === 'limit' || what === 'stopLimit' ? price : null;
            core.place(
              order({ symbol, side, type: what as NewOrder['type'], price: limit, stopPrice, quantity, timeInForce }),
            );
          }
        }
        expect(core.balances().map(({ asset, free, locked }) => [asset, toAmount(free) + toAmount(locked)])).toEqual(
          expected(core),
        );
        for (const open of core.openOrders()) core.cancel(open.id);
        for (const { locked } of core.balances()) expect(locked).toBe('0');
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

/** What every asset must come to by the fills alone. */
function expected(core: ExchangeCore): [string, bigint][] {
  const totals = new Map(Object.entries(STARTING_BALANCES).map(([asset, free]) => [asset, toAmount(free)]));
  const add = (asset: string, amount: bigint) => totals.set(asset, (totals.get(asset) ?? 0n) + amount);
  for (const fill of core.fills()) {
    const [base = '', quote = ''] = fill.symbol.split('-');
    const sign = fill.side === 'buy' ? 1n : -1n;
    add(base, sign * toAmount(fill.quantity));
    add(quote, -sign * multiply(toAmount(fill.price), toAmount(fill.quantity)));
    add(fill.feeAsset, -toAmount(fill.fee));
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
}
