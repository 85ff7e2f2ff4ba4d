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

/** What is left of one entry order, and what one bot holds, by the text book: first in, first out, in whole fractions. */
type BookLot = { order: string; quantity: bigint; cost: Exact; fees: Exact; openedMs: number };
type Book = { sign: bigint; lots: BookLot[] };
const heldBy = ({ sign, lots }: Book): bigint => sign * lots.reduce((sum, { quantity }) => sum + quantity, 0n);
const sumOf = ({ lots }: Book, pick: (lot: BookLot) => Exact): Exact => lots.map(pick).reduce(plus, whole(0n));

/** Every so often a fill takes off exactly what is held: the book's fractions grow with each part that is closed. */
const FLAT_EVERY = 12;

function randomFills(): Fill[] {
  const random = createSeededRandom('portfolio');
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  return Array.from({ length: FILLS }, (_, index) => ({
    fillId: `f-${index}`,
    // Some orders fill in parts.
    clientOrderId: `o-${Math.floor(index / 3)}`,
    accountId: 'paper',
    botId: pick(BOTS),
    instrumentId: 'test:BTC-USDT',
    side: random.next() < 0.5 ? 'buy' : 'sell',
    price: priceFromText((random.next() * 10 ** Math.floor(random.next() * 6 - 1) + 1e-6).toFixed(12)),
    quantity: quantityFromText((Math.ceil(random.next() * 50) / pick([1, 10, 100_000_000])).toFixed(8)),
    fee: moneyFromText((random.next() * 2 - 0.2).toFixed(8)),
    purpose: pick(['entry', 'signal', 'stop', 'target'] as const),
    tag: '',
    liquidity: 'taker',
    timeMs: index,
  }));
}

/** The fill as drawn, or one that closes everything when the bot has not been flat for long. */
function flattening(fill: Fill, book: Book, sinceFlat: Map<string, number>): Fill {
  const quantity = heldBy(book);
  const count = quantity === 0n ? 0 : (sinceFlat.get(fill.botId) ?? 0) + 1;
  sinceFlat.set(fill.botId, count);
  if (count < FLAT_EVERY) return fill;
  const size = (quantity < 0n ? -quantity : quantity) as Fill['quantity'];
  return { ...fill, side: quantity > 0n ? 'sell' : 'buy', quantity: size };
}

/** Applies a fill to the book; returns the exact profits of the entries it took from. */
function bookFill(book: Book, fill: Fill): Exact[] {
  const sign = fill.side === 'buy' ? 1n : -1n;
  let rest: bigint = fill.quantity;
  const profits: Exact[] = [];
  while (rest > 0n && book.lots.length > 0 && book.sign !== sign) {
    const lot = book.lots[0] as BookLot;
    const taken = rest < lot.quantity ? rest : lot.quantity;
    const cost = times(lot.cost, taken, lot.quantity);
    const fees = plus(times(lot.fees, taken, lot.quantity), times(whole(fill.fee), taken, fill.quantity));
    const proceeds = plus(whole(fill.price * taken), times(cost, -1n, 1n));
    profits.push(plus(times(proceeds, book.sign, 1n), times(fees, -1n, 1n)));
    lot.fees = plus(lot.fees, times(lot.fees, -taken, lot.quantity));
    lot.cost = plus(lot.cost, times(cost, -1n, 1n));
    lot.quantity -= taken;
    rest -= taken;
    if (lot.quantity === 0n) book.lots.shift();
  }
  if (rest > 0n) enterBook(book, fill, rest, sign);
  return profits;
}

function enterBook(book: Book, fill: Fill, quantity: bigint, sign: bigint): void {
  const cost = whole(fill.price * quantity);
  const fees = times(whole(fill.fee), quantity, fill.quantity);
  const last = book.lots.at(-1);
  book.sign = sign;
  if (last?.order === fill.clientOrderId) {
    last.quantity += quantity;
    last.cost = plus(last.cost, cost);
    last.fees = plus(last.fees, fees);
  } else book.lots.push({ order: fill.clientOrderId, quantity, cost, fees, openedMs: fill.timeMs });
}

describe('10,000 fills against the text book in whole fractions (SPEC 10.1)', () => {
  const portfolio = new Portfolio(CAPITAL);
  const mark = { price: 1 };
  const books = new Map(BOTS.map((botId) => [botId, { sign: 0n, lots: [] } as Book]));
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
      const before = heldBy(book);
      const profits = bookFill(book, fill);
      const change = portfolio.apply(holding, fill);
      cash += (fill.side === 'buy' ? -1n : 1n) * fill.price * fill.quantity - fill.fee;
      expect(portfolio.cash).toBe(cash);
      const held = heldBy(book);
      expect(holding.position.quantity).toBe(held);
      if (held !== 0n) expect(holding.position.openedMs).toBe(book.lots[0]?.openedMs);
      worst = Math.max(
        worst,
        distance(
          holding.position.cost,
          times(
            sumOf(book, ({ cost }) => cost),
            book.sign,
            1n,
          ),
        ),
        distance(
          holding.position.entryFees,
          sumOf(book, ({ fees }) => fees),
        ),
      );
      expect(change.closed.length).toBe(profits.length);
      for (const [index, trade] of change.closed.entries()) {
        closed.push(trade);
        worst = Math.max(worst, distance(trade.profit, profits[index] as Exact));
      }
      if (before !== 0n && held !== 0n && before > 0n !== held > 0n) flips++;
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
