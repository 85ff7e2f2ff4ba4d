import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../../src-main/model/fill.ts';
import type { Money, Price, Quantity } from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import { ORDER_PURPOSES } from '../../../../src-main/model/order.ts';
import { fromFillRow, toFillRow } from '../../../../src-main/storage/journal/fill-rows.ts';
import { fromOrderRow, toOrderRow } from '../../../../src-main/storage/journal/order-rows.ts';

const amount = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const price = amount.map((value) => value as Price);
const quantity = amount.map((value) => value as Quantity);
const money = amount.map((value) => value as Money);
const side = fc.constantFrom('buy' as const, 'sell' as const);
const purpose = fc.constantFrom(...ORDER_PURPOSES);
const text = fc.string({ unit: 'grapheme' });
const timeMs = fc.integer();

/** All but those that may be left out. */
const ORDER_KEYS: (keyof Order)[] = [
  'clientOrderId',
  'accountId',
  'botId',
  'instrumentId',
  'side',
  'type',
  'size',
  'purpose',
  'tag',
  'reduceOnly',
  'closesOpposite',
  'createdMs',
];
const handledBy = fc.constantFrom('venue' as const, 'engine' as const);

/** Entries alone are stop-limits, exits alone brackets. */
const order: fc.Arbitrary<Order> = fc
  .record(
    {
      clientOrderId: text,
      accountId: text,
      botId: text,
      instrumentId: text,
      side,
      type: fc.oneof(
        fc.constant({ kind: 'market' as const }),
        price.map((limit) => ({ kind: 'limit' as const, price: limit })),
        price.map((limit) => ({ kind: 'limit' as const, price: limit, timeInForce: 'immediateOrCancel' as const })),
        price.map((limit) => ({ kind: 'postOnly' as const, price: limit })),
        price.map((trigger) => ({ kind: 'stop' as const, trigger })),
        fc.tuple(price, price).map(([trigger, limit]) => ({ kind: 'stopLimit' as const, trigger, price: limit })),
        fc.tuple(price, price).map(([trigger, limit]) => ({ kind: 'bracket' as const, trigger, price: limit })),
        fc.integer({ min: 1 }).map((distanceBps) => ({ kind: 'trailingStop' as const, distanceBps })),
      ),
      size: fc.oneof(
        quantity.map((base) => ({ kind: 'base' as const, quantity: base })),
        money.map((quote) => ({ kind: 'quote' as const, amount: quote })),
      ),
      purpose,
      tag: text,
      reduceOnly: fc.boolean(),
      closesOpposite: fc.boolean(),
      createdMs: timeMs,
      list: fc.record({ id: text, handledBy }),
      parentId: text,
    },
    { requiredKeys: ORDER_KEYS },
  )
  .map((made) => {
    const { type } = made as Order;
    const isTwoPriced = type.kind === 'stopLimit' || type.kind === 'bracket';
    return isTwoPriced ? ({ ...made, reduceOnly: type.kind === 'bracket' } as Order) : (made as Order);
  });

const FILL_KEYS = [
  ...([
    'fillId',
    'clientOrderId',
    'accountId',
    'botId',
    'instrumentId',
    'side',
    'price',
    'quantity',
    'fee',
    'purpose',
  ] as const),
  ...(['tag', 'liquidity', 'timeMs'] as const),
];

const fill: fc.Arbitrary<Fill> = fc.record(
  {
    fillId: text,
    clientOrderId: text,
    accountId: text,
    botId: text,
    instrumentId: text,
    side,
    price,
    quantity,
    fee: money,
    purpose,
    tag: text,
    liquidity: fc.constantFrom('maker' as const, 'taker' as const),
    timeMs,
    charged: fc.record({ asset: text, amount: money, rate: price, source: text, rateMs: timeMs }),
    costs: fc.record({ spread: money, slippage: money }),
    parentId: text,
  },
  { requiredKeys: FILL_KEYS },
);

describe('rows of the journal', () => {
  it('give every order back exactly', () => {
    const check = (one: Order): void => void expect(fromOrderRow(toOrderRow(one, null))).toEqual(one);
    fc.assert(fc.property(order, check), { seed: 20_260_103 });
  });

  it('give every fill back exactly', () => {
    const check = (one: Fill): void => void expect(fromFillRow(toFillRow(one))).toEqual(one);
    fc.assert(fc.property(fill, check), { seed: 20_260_104 });
  });
});
