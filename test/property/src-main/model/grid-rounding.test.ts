import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../../src-main/engine/random/seeded-random.ts';
import { brokenFilter } from '../../../../src-main/model/check-order.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import type { Price, Quantity, Ratio } from '../../../../src-main/model/money.ts';
import {
  floorToStep,
  notionalOf,
  priceFromText,
  priceToText,
  quantityForAmount,
  quantityFromText,
  quantityToText,
  roundToTick,
} from '../../../../src-main/model/money.ts';
import type { Order } from '../../../../src-main/model/order.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';

/** Steps and ticks as exchanges have them: a power of ten, halves, quarters, fives, odd ones and whole lots. */
const SHAPES = [
  { step: '0.00000001', tick: '0.000000000001' },
  { step: '0.001', tick: '0.01' },
  { step: '0.5', tick: '0.5' },
  { step: '0.25', tick: '0.00025' },
  { step: '0.00003', tick: '0.0007' },
  { step: '25', tick: '5' },
] as const;
const RUNS = 100_000;

/** Whole multiples of the grid in decimal text, long-hand: digits moved right of the point and divided, no fixed point. */
function isMultiple(value: string, grid: string): boolean {
  const places = Math.max(fractionOf(value).length, fractionOf(grid).length);
  return wholeOf(value, places) % wholeOf(grid, places) === 0n;
}
const fractionOf = (text: string): string => text.split('.')[1] ?? '';
const wholeOf = (text: string, places: number): bigint =>
  BigInt(`${text.split('.')[0]}${fractionOf(text).padEnd(places, '0')}`);

it('100,000 quantities and prices over six shapes of steps and ticks: on the grid, never past it, refused by no filter', () => {
  const random = createSeededRandom('grids');
  const big = (places: number): bigint => BigInt(Math.floor(random.next() * 10 ** (1 + random.next() * (places - 1))));
  const instruments = SHAPES.map((shape) => createInstrument('test', 'AB-CD', shape) as Instrument);
  for (let run = 0; run < RUNS; run++) {
    const { step: stepText, tick: tickText } = SHAPES[run % SHAPES.length] as (typeof SHAPES)[number];
    const [step, tick] = [quantityFromText(stepText), priceFromText(tickText)];
    const raw = (big(15) * 10n + 3n) as Quantity;
    const rawPrice = (big(15) * 1000n + 7n + tick) as Price;
    const quantity = floorToStep(raw, step);
    const [up, down] = [roundToTick(rawPrice, tick, 'up'), roundToTick(rawPrice, tick, 'down')];
    const wrong =
      !isMultiple(quantityToText(quantity), stepText) ||
      !(quantity <= raw && raw < quantity + step) ||
      !isMultiple(priceToText(up), tickText) ||
      !isMultiple(priceToText(down), tickText) ||
      !(down <= rawPrice && rawPrice <= up && up - down <= tick) ||
      roundToTick(up, tick, 'down') !== up;
    if (wrong) throw new Error(`run ${run}: ${raw} by ${stepText}, ${rawPrice} by ${tickText}`);
    const fee = BigInt(Math.floor(random.next() * 10 ** 10)) as Ratio;
    const amount = notionalOf(down, (quantity + step) as Quantity);
    const affordable = quantityForAmount(amount, down, fee, step);
    const one = 10n ** 12n;
    const fits = affordable * down * (one + fee) <= amount * one;
    const isMost = (affordable + step) * down * (one + fee) > amount * one;
    if (!fits || !isMost || !isMultiple(quantityToText(affordable), stepText))
      throw new Error(`run ${run}: ${affordable}`);
    const instrument = instruments[run % SHAPES.length] as Instrument;
    for (const price of [up, down]) expectAccepted(instrument, quantity, price, run);
  }
  expect.assertions(0);
});

const RULES: TradingRules = {
  status: 'trading',
  ...{ minPrice: null, maxPrice: null, minQuantity: null, maxQuantity: null, maxMarketQuantity: null },
  ...{ minNotional: null, maxNotional: null, notionalOfMarketOrders: false },
  filterNames: {},
};

function expectAccepted(instrument: Instrument, quantity: Quantity, price: Price, run: number): void {
  if (quantity === 0n) return;
  const order: Order = {
    ...{
      clientOrderId: 'a',
      accountId: 'paper',
      botId: 'a',
      instrumentId: instrument.id,
      side: 'buy',
      purpose: 'entry',
      tag: '',
    },
    ...{ type: { kind: 'limit', price }, size: { kind: 'base', quantity } },
    ...{ reduceOnly: false, closesOpposite: false, createdMs: 0 },
  };
  const broken = brokenFilter(order, { ...instrument, rules: RULES }, null);
  if (broken !== null) throw new Error(`run ${run}: ${broken.name}, ${broken.actual}`);
}
