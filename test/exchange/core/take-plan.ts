import { divide, floorTo, multiply, smaller, unitsToAmount } from './amount.ts';
import type { Level } from './live-book.ts';
import type { SeededMarket } from './markets.ts';

/** What is taken from one level: `units` is the level's price in the market's units. */
export type Take = { readonly units: number; readonly price: bigint; readonly quantity: bigint };

export type Wanted = {
  readonly side: 'buy' | 'sell';
  /** Worst price; null takes any. */
  readonly limit: bigint | null;
  readonly quantity: bigint | null;
  /** Instead of a quantity: how much quote to spend or get. */
  readonly quote: bigint | null;
};

/** Walks the levels, best first, as far as quantity, quote and limit go. */
export function planTake(levels: readonly Level[], wanted: Wanted, market: SeededMarket): Take[] {
  const step = unitsToAmount(1, market.quantityPlaces);
  const takes: Take[] = [];
  let quantityLeft = wanted.quantity;
  let quoteLeft = wanted.quote;
  for (const [units, steps] of levels) {
    const price = unitsToAmount(units, market.pricePlaces);
    if (wanted.limit !== null && (wanted.side === 'buy' ? price > wanted.limit : price < wanted.limit)) break;
    const there = unitsToAmount(steps, market.quantityPlaces);
    const asked = quantityLeft ?? floorTo(divide(quoteLeft ?? 0n, price), step);
    const quantity = smaller(there, asked);
    if (quantity <= 0n) break;
    takes.push({ units, price, quantity });
    if (quantityLeft !== null) quantityLeft -= quantity;
    if (quoteLeft !== null) quoteLeft -= multiply(price, quantity);
  }
  return takes;
}

export function sumOf(takes: readonly Take[]): { readonly quantity: bigint; readonly value: bigint } {
  let quantity = 0n;
  let value = 0n;
  for (const take of takes) {
    quantity += take.quantity;
    value += multiply(take.price, take.quantity);
  }
  return { quantity, value };
}
