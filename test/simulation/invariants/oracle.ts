import type { VenueFill } from '../../../src-main/exchanges/connection/order-protocol.ts';
import { divideCeil, divideHalfUp } from '../../../src-main/model/decimal.ts';
import type { Fill } from '../../../src-main/model/fill.ts';
import { priceFromText } from '../../../src-main/model/money.ts';
import { FEE_ASSET, FEE_ASSET_VALUE } from '../exchange/instruments.ts';
import type { SimulatedExchange } from '../exchange/simulated-exchange.ts';
import { PERSON } from '../exchange/simulated-exchange.ts';
import type { SimulatedOrder } from '../exchange/simulated-order.ts';

/** What a fill must come to with us: worked out from the exchange's own, apart from the code that is tested. */
export type TrueFill = {
  readonly fillId: string;
  readonly botId: string;
  readonly sign: bigint;
  readonly price: bigint;
  readonly quantity: bigint;
  readonly fee: bigint;
};

const MONEY_TO_QUANTITY = 10n ** 12n;
const PRICE_ONE = 10n ** 12n;

export function trueFill({ order, instrument }: SimulatedOrder, fill: VenueFill): TrueFill {
  const sign = order.side === 'buy' ? 1n : -1n;
  const { asset, amount } = fill.fee;
  const known = { fillId: `${order.clientOrderId}/${fill.fillId}`, botId: order.botId, sign, price: fill.price };
  if (asset === instrument.baseAsset && amount !== 0n) {
    // What was charged in coins is missing from the position; it cost what the coins cost.
    const charged = divideCeil(amount, MONEY_TO_QUANTITY);
    return { ...known, quantity: fill.quantity - sign * charged, fee: fill.price * charged };
  }
  const fee = asset === FEE_ASSET ? divideHalfUp(amount * priceFromText(FEE_ASSET_VALUE), PRICE_ONE) : amount;
  return { ...known, quantity: fill.quantity, fee };
}

export function isSame(ours: Fill, truth: TrueFill): boolean {
  const sign = ours.side === 'buy' ? 1n : -1n;
  return (
    sign === truth.sign &&
    ours.price === truth.price &&
    ours.quantity === truth.quantity &&
    ours.fee === truth.fee &&
    ours.botId === truth.botId
  );
}

/** Every fill of an order of ours at the exchange. */
export function* ourFills(exchange: SimulatedExchange): Iterable<TrueFill> {
  for (const booked of exchange.orders) {
    if (booked.order.botId === PERSON) continue;
    for (const fill of booked.fills) yield trueFill(booked, fill);
  }
}

/** What changed hands without an order: taken over from what was found, or written down to what is there. */
export const isBooked = ({ fillId }: Pick<Fill, 'fillId'>): boolean => fillId.endsWith('/booked');

/** What fills come to: cash spent, and what each bot holds. */
export function sumOf(fills: Iterable<TrueFill>): { cash: bigint; held: Map<string, bigint> } {
  let cash = 0n;
  const held = new Map<string, bigint>();
  for (const { botId, sign, price, quantity, fee } of fills) {
    cash -= sign * price * quantity + fee;
    held.set(botId, (held.get(botId) ?? 0n) + sign * quantity);
  }
  return { cash, held };
}
