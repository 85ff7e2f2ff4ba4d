import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../../../../src-main/engine/portfolio/portfolio.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../../../src-main/model/position.ts';

const FILLS = 10_000;
const CAPITAL = moneyFromText('1000000');
const BOTS = ['a', 'b', 'c'];

/** A fraction of whole numbers, never rounded. */
type Exact = { readonly n: bigint; readonly d: bigint };
const whole = (n: bigint): Exact => ({ n, d: 1n });
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const reduced = (n: bigint, d: bigint): Exact => {
  const divisor = gcd(n, d);
  return { n: n / divisor, d: d / divisor };
};
const plus = (a: Exact, b: Exact): Exact => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
const times = (a: Exact, n: bigint, d: bigint): Exact => reduced(a.n * n, a.d * d);
/** Distance of a number of 1e-20 from the exact value, in the same unit. */
const distance = (value: bigint, exact: Exact): number => Math.abs(Number((value * exact.d - exact.n) / exact.d));

/** What one bot holds, by the text book: average cost, in whole fractions. */
type Book = { quantity: bigint; cost: Exact; fees: Exact; openedMs: number };

/** Every so often a fill takes off exactly what is held: the book's fractions grow with each part that is closed. */
const FLAT_EVERY = 12;

function randomFills(): Fill[] {
  const random = createSeededRandom('portfolio');
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  return Array.from({ length: FILLS }, (_, index) => ({
    fillId: `f-${index}`,
    clientOrderId: `o-${index}`,
    botId: pick(BOTS),
    instrumentId: 'test:BTC-USDT',
    side: random.next() < 0.5 ? 'buy' : 'sell',
    price: priceFromText((random.next() * 10 ** Math.floor(random.next() * 6 - 1) + 1e-6).toFixed(12)),
    quantity: quantityFromText((Math.ceil(random.next() * 50) / pick([1, 10, 100_000_000])).toFixed(8)),
    fee: moneyFromText((random.next() * 2 - 0.2).toFixed(8)),
    purpose: pick(['entry', 'signal', 'stop', 'target'] as const),
    liquidity: 'taker',
    timeMs: index,
  }));
}

/** The fill as drawn, or one that closes everything when the bot has not been flat for long. */
function flattening(fill: Fill, { quantity }: Book, sinceFlat: Map<string, number>): Fill {
  const count = quantity === 0n ? 0 : (sinceFlat.get(fill.botId) ?? 0) + 1;
  sinceFlat.set(fill.botId, count);
  if (count < FLAT_EVERY) return fill;
  const size = (quantity < 0n ? -quantity : quantity) as Fill['quantity'];
  return { ...fill, side: quantity > 0n ? 'sell' : 'buy', quantity: size };
}

/** Applies a fill to the book; returns the exact profit of what it closed. */
function bookFill(book: Book, fill: Fill): Exact | null {
  const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
  const held = book.quantity < 0n ? -book.quantity : book.quantity;
  const closes = book.quantity !== 0n && signed > 0n !== book.quantity > 0n;
  const closing = closes ? (fill.quantity < held ? fill.quantity : held) : 0n;
  let profit: Exact | null = null;
  if (closing > 0n) {
    const cost = times(book.cost, closing, held);
    const fees = times(book.fees, closing, held);
    const exitFee = times(whole(fill.fee), closing, fill.quantity);
    const side = book.quantity > 0n ? 1n : -1n;
    const proceeds = whole(side * fill.price * closing);
    profit = [times(cost, -1n, 1n), times(fees, -1n, 1n), times(exitFee, -1n, 1n)].reduce(plus, proceeds);
    book.cost = plus(book.cost, times(cost, -1n, 1n));
    book.fees = plus(book.fees, times(fees, -1n, 1n));
    book.quantity -= side * closing;
  }
  const rest = fill.quantity - closing;
  if (rest > 0n) {
    if (book.quantity === 0n) book.openedMs = fill.timeMs;
    const sign = fill.side === 'buy' ? 1n : -1n;
    book.quantity += sign * rest;
    book.cost = plus(book.cost, whole(sign * fill.price * rest));
    book.fees = plus(book.fees, times(whole(fill.fee), rest, fill.quantity));
  }
  return profit;
}

describe('10,000 fills against the text book in whole fractions (SPEC 10.1)', () => {
  const portfolio = new Portfolio(CAPITAL);
  const mark = { price: 1 };
  const books = new Map(
    BOTS.map((botId) => [botId, { quantity: 0n, cost: whole(0n), fees: whole(0n), openedMs: 0 } as Book]),
  );
  const closed: ClosedTrade[] = [];
  let cash: bigint = CAPITAL;
  let worst = 0;
  let flips = 0;
  const sinceFlat = new Map<string, number>();

  it('cash and quantities are exact, costs and profits within rounding of the last of 20 places', () => {
    for (const drawn of randomFills()) {
      const book = books.get(drawn.botId) as Book;
      const fill = flattening(drawn, book, sinceFlat);
      const holding = portfolio.holding(fill.botId, fill.instrumentId, mark);
      const before = book.quantity;
      const profit = bookFill(book, fill);
      const change = portfolio.apply(holding, fill);
      cash += (fill.side === 'buy' ? -1n : 1n) * fill.price * fill.quantity - fill.fee;
      expect(portfolio.cash).toBe(cash);
      expect(holding.position.quantity).toBe(book.quantity);
      if (book.quantity !== 0n) expect(holding.position.openedMs).toBe(book.openedMs);
      worst = Math.max(
        worst,
        distance(holding.position.cost, book.cost),
        distance(holding.position.entryFees, book.fees),
      );
      expect(change.closed === null).toBe(profit === null);
      if (change.closed !== null && profit !== null) {
        closed.push(change.closed);
        worst = Math.max(worst, distance(change.closed.profit, profit));
      }
      if (before !== 0n && book.quantity !== 0n && before > 0n !== book.quantity > 0n) flips++;
      // Not a digit is made or lost between cash, costs, fees and profits.
      expect(conserved(portfolio)).toBe(true);
    }
    expect(flips).toBeGreaterThan(500);
    expect(closed.filter(({ side }) => side === 'short').length).toBeGreaterThan(500);
    expect(worst).toBeLessThan(64);
  });
});

/** Cash + cost of what is held = capital + profits taken − fees paid on what is held, to the last digit. */
function conserved(portfolio: Portfolio): boolean {
  let left: bigint = portfolio.cash;
  let right: bigint = CAPITAL;
  for (const { position, realised } of portfolio.holdings()) {
    left += position.cost;
    right += realised - position.entryFees;
  }
  return left === right;
}
