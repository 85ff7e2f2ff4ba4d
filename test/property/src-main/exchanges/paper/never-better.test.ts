import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import { priceFromNumber, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order, OrderType } from '../../../../../src-main/model/order.ts';
import { priceOf } from '../../../../../src-main/model/order.ts';
import { approved } from '../../../../fakes/approved.ts';
import { BTC } from '../../../../fakes/engine-session.ts';
import { orderOf, VenueDesk } from '../../../../fakes/venue-desk.ts';

/** A price on a grid near 100, so that limits, triggers and bars meet exactly more often than not. */
const price = fc.integer({ min: 9_700, max: 10_300 }).map((cents) => cents / 100);
const finePrice = fc.oneof(price, fc.double({ min: 97, max: 103, noNaN: true }));

type Bar = { readonly open: number; readonly high: number; readonly low: number; readonly close: number };

const bar: fc.Arbitrary<Bar> = fc
  .tuple(finePrice, finePrice, finePrice, finePrice)
  .map(([open, close, a, b]) => ({ open, close, high: Math.max(open, close, a, b), low: Math.min(open, close, a, b) }));

const type: fc.Arbitrary<OrderType> = fc.oneof(
  fc.constant<OrderType>({ kind: 'market' }),
  finePrice.map((value): OrderType => ({ kind: 'limit', price: priceFromNumber(value) })),
  finePrice.map((value): OrderType => ({ kind: 'stop', trigger: priceFromNumber(value) })),
);

const orders = fc.array(fc.record({ side: fc.constantFrom('buy' as const, 'sell' as const), type }), {
  minLength: 1,
  maxLength: 6,
});

const costs = fc.record({
  makerFeeBps: fc.constantFrom(0, 2),
  takerFeeBps: fc.constantFrom(0, 10),
  spreadBps: fc.constantFrom(0, 1, 7.5, 100),
  slippageBps: fc.constantFrom(0, 1, 33.3),
});

const SCALE = 10n ** 12n;
const rate = (bps: number) => BigInt(Math.round(bps * 1e8));
/** price × (1 ± rate) compared without rounding: 12 more places on both sides. */
const worse = (value: bigint, side: 'buy' | 'sell', bpsRate: bigint) =>
  side === 'buy' ? value * (SCALE + bpsRate) : value * (SCALE - bpsRate);
const noBetter = (fill: Fill, bound: bigint) =>
  fill.side === 'buy' ? fill.price * SCALE >= bound : fill.price * SCALE <= bound;

describe('no fill is better than the market allowed (SPEC 11)', () => {
  it('on bars: the price was there, costs are paid, limits are kept', () => {
    fc.assert(
      fc.property(orders, fc.array(bar, { minLength: 1, maxLength: 5 }), costs, (wanted, bars, paid) => {
        const desk = new VenueDesk(paid);
        const half = rate(paid.spreadBps / 2);
        const taker = half + rate(paid.slippageBps);
        const known = new Map<string, Order>();
        wanted.forEach((part, index) => {
          const order = orderOf({
            clientOrderId: `p-${index}`,
            size: { kind: 'base', quantity: quantityFromText('1') },
            ...part,
          });
          known.set(order.clientOrderId, order);
          desk.venue.submit(approved(order));
        });
        for (const each of bars) {
          const before = desk.allFills().length;
          desk.bar([each.open, each.high, each.low, each.close]);
          for (const fill of desk.allFills().slice(before)) {
            const order = known.get(fill.clientOrderId) as Order;
            expectAllowed(order, fill, each, { half, taker });
          }
        }
      }),
      { numRuns: 3000, seed: 11 },
    );
  });

  it('on trades: never better than the trade and the quote, limits are kept', () => {
    const tick = fc.record({ price: finePrice, spread: fc.constantFrom(0, 0.01, 0.5), quoted: fc.boolean() });
    fc.assert(
      fc.property(orders, fc.array(tick, { minLength: 1, maxLength: 8 }), costs, (wanted, ticks, paid) => {
        const desk = new VenueDesk(paid);
        wanted.forEach((part, index) => {
          const size = { kind: 'base' as const, quantity: quantityFromText('1') };
          desk.venue.submit(approved(orderOf({ clientOrderId: `p-${index}`, size, ...part })));
        });
        let quoted: { bid: number; ask: number } | null = null;
        for (const each of ticks) {
          if (each.quoted) {
            quoted = { bid: each.price - each.spread, ask: each.price + each.spread };
            desk.quote(quoted.bid, quoted.ask);
          }
          const before = desk.allFills().length;
          desk.trade(each.price);
          for (const fill of desk.allFills().slice(before)) {
            const wantedType = (wanted[Number(fill.clientOrderId.slice(2))] as { type: OrderType }).type;
            if (wantedType.kind === 'limit') {
              expect(noBetter({ ...fill, price: wantedType.price }, fill.price * SCALE), 'within its limit').toBe(true);
              continue;
            }
            const touch = quoted === null ? each.price : fill.side === 'buy' ? quoted.ask : quoted.bid;
            expect(noBetter(fill, priceFromNumber(touch) * SCALE), 'no better than the quote').toBe(true);
            expect(noBetter(fill, priceFromNumber(each.price) * SCALE), 'no better than the trade').toBe(true);
          }
        }
      }),
      { numRuns: 3000, seed: 12 },
    );
  });
});

function expectAllowed(
  order: Order,
  fill: Fill,
  { open, high, low }: Bar,
  rates: { half: bigint; taker: bigint },
): void {
  const opened = priceFromNumber(open);
  expect(fill.instrumentId).toBe(BTC.id);
  if (order.type.kind === 'market') {
    expect(noBetter(fill, worse(opened, fill.side, rates.taker))).toBe(true);
    return;
  }
  if (order.type.kind === 'limit') {
    const atOpen = noBetter(fill, worse(opened, fill.side, rates.half));
    const beyond = fill.side === 'buy' ? priceFromNumber(low) < fill.price : priceFromNumber(high) > fill.price;
    expect(atOpen || (beyond && fill.price === order.type.price), 'at the open, or traded beyond').toBe(true);
    const kept = fill.side === 'buy' ? fill.price <= order.type.price : fill.price >= order.type.price;
    expect(kept, 'within its limit').toBe(true);
    return;
  }
  const trigger = priceOf(order.type) as bigint;
  const touched = fill.side === 'buy' ? priceFromNumber(high) >= trigger : priceFromNumber(low) <= trigger;
  expect(touched, 'touched').toBe(true);
  const through = fill.side === 'buy' ? opened >= trigger : opened <= trigger;
  expect(noBetter(fill, worse(through ? opened : trigger, fill.side, rates.taker))).toBe(true);
}
