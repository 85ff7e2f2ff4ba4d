import { Portfolio } from '../../src-main/engine/portfolio/portfolio.ts';
import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import { toFill } from '../../src-main/exchanges/connection/fill-report.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import type { Money, Quantity } from '../../src-main/model/money.ts';
import { moneyFromText, priceFromText } from '../../src-main/model/money.ts';
import { inOrder } from '../../src-main/portfolio-reports/fill-order.ts';
import type { LotMethod } from '../../src-main/portfolio-reports/lots/lot-book.ts';
import { LOT_METHODS, LotBook } from '../../src-main/portfolio-reports/lots/lot-book.ts';
import { postingsOf } from '../../src-main/portfolio-reports/postings.ts';
import type { VenueDeal } from './random-venue-fills.ts';
import { PROOF_INSTRUMENT, PROOF_THIRD_ASSET, randomVenueDeals } from './random-venue-fills.ts';
import { createTestLog } from './test-log.ts';

const CAPITAL = moneyFromText('1000000');
const RATE = '612.34567';
const PARTS = {
  valueOf: () => ({ rate: RATE, source: 'binance:BNB-USDT', timeMs: 0 }),
  log: { ...createTestLog(), info: () => undefined },
};
const MARK = 43_210.123_456;

/** What was looked at; every count is of a comparison that held to the last digit. */
export type ProofTally = { fills: number; checks: number; flats: number; turns: number; splits: number; moved: number };

/**
 * One session of random fills through what the program does with them (the venue's word → fill → portfolio, postings, lots
 * by three methods) against a ledger kept here in plain whole numbers. Throws at the first digit that differs.
 */
export function proveMoney(seed: string, count: number, tally: ProofTally): void {
  const deals = randomVenueDeals(seed, count);
  const fills = deals.map(({ order, fill }) => toFill(order, PROOF_INSTRUMENT, fill, PARTS));
  const plain = walk(deals, fills, tally);
  const random = createSeededRandom(`${seed} split`);
  const split = fills.flatMap((fill) => splitFill(fill, random.next()));
  tally.splits += split.length - fills.length;
  expectSame('split fills', totalsOf(inOrder(split)), plain, tally);
  const mirrored = totalsOf(fills.map((fill) => ({ ...fill, side: fill.side === 'buy' ? 'sell' : 'buy' })));
  expectSame('the mirror', turned(mirrored), plain, tally);
  const moved = shuffledWithinTimes(fills, random.next);
  tally.moved += moved.filter((fill, index) => fill !== fills[index]).length;
  expectSame('fills of one time in another order', totalsOf(inOrder(moved)), plain, tally);
}

/** Quantity held, profit taken before fees, and what is left to take, by method. */
type Totals = { readonly held: bigint; readonly fees: bigint } & Readonly<Record<LotMethod, readonly [bigint, bigint]>>;

function totalsOf(fills: readonly Fill[]): Totals {
  const books = LOT_METHODS.map((method) => ({ method, book: new LotBook(method), realised: 0n }));
  let held = 0n;
  let fees = 0n;
  for (const fill of fills) {
    held += fill.side === 'buy' ? fill.quantity : -fill.quantity;
    fees += fill.fee;
    for (const each of books) {
      for (const { realised } of each.book.apply(fill).matches) each.realised += realised;
    }
  }
  return { held, fees, ...byMethod(books) };
}

type Book = { readonly method: LotMethod; readonly book: LotBook; realised: bigint };

function byMethod(books: readonly Book[]): Record<LotMethod, [bigint, bigint]> {
  const entries = books.map(({ method, book, realised }) => [method, [realised, signedCost(book)]]);
  return Object.fromEntries(entries) as Record<LotMethod, [bigint, bigint]>;
}

const signedCost = (book: LotBook): bigint =>
  book.lots().reduce((sum, { side, cost }) => sum + (side === 'long' ? cost : -cost), 0n);

function turned(totals: Totals): Totals {
  const turn = ([realised, cost]: readonly [bigint, bigint]): readonly [bigint, bigint] => [-realised, -cost];
  const { held, fees, fifo, lifo, average } = totals;
  return { held: -held, fees, fifo: turn(fifo), lifo: turn(lifo), average: turn(average) };
}

function expectSame(what: string, actual: Totals, expected: Totals, tally: ProofTally): void {
  same(tally, `${what}: held`, actual.held, expected.held);
  same(tally, `${what}: fees`, actual.fees, expected.fees);
  for (const method of LOT_METHODS) {
    same(tally, `${what}: ${method}, taken`, actual[method][0], expected[method][0]);
    same(tally, `${what}: ${method}, cost`, actual[method][1], expected[method][1]);
  }
}

function same(tally: ProofTally, what: string, actual: bigint, expected: bigint): void {
  if (actual !== expected) throw new Error(`${what} is ${actual}, expected ${expected}: off by ${actual - expected}`);
  tally.checks++;
}

/** Balances of each asset as the venue's own ledger has them, and lots as the text book does: units in a row. */
type Oracle = {
  base: bigint;
  quote: bigint;
  third: bigint;
  valued: bigint;
  readonly queue: { quantity: bigint; price: bigint }[];
  readonly stack: { quantity: bigint; price: bigint }[];
  fifo: bigint;
  lifo: bigint;
  long: boolean;
};

function walk(deals: readonly VenueDeal[], fills: readonly Fill[], tally: ProofTally): Totals {
  const oracle: Oracle = {
    ...{ base: 0n, quote: 0n, third: 0n, valued: 0n, fifo: 0n, lifo: 0n },
    ...{ queue: [], stack: [], long: true },
  };
  const portfolio = new Portfolio(CAPITAL);
  const holding = portfolio.holding('a', PROOF_INSTRUMENT.id, { price: MARK });
  const books = LOT_METHODS.map((method) => ({ method, book: new LotBook(method), realised: 0n }));
  const wallet = new Map<string, bigint>();
  let fees = 0n;
  for (const [index, fill] of fills.entries()) {
    const before = oracle.base;
    tell(oracle, deals[index] as VenueDeal);
    if (oracle.base === 0n) tally.flats++;
    else if (before !== 0n && before > 0n !== oracle.base > 0n) tally.turns++;
    portfolio.apply(holding, fill);
    fees += fill.fee;
    post(wallet, fill, tally);
    for (const each of books) for (const { realised } of each.book.apply(fill).matches) each.realised += realised;
    tally.fills++;
    same(tally, 'cash', portfolio.cash, CAPITAL + oracle.quote - oracle.valued);
    same(tally, 'held', holding.position.quantity, oracle.base);
    same(tally, 'base in the wallet', wallet.get('BTC') ?? 0n, oracle.base * 10n ** 12n);
    same(tally, 'quote in the wallet', wallet.get('USDT') ?? 0n, oracle.quote);
    same(tally, 'third asset in the wallet', wallet.get(PROOF_THIRD_ASSET) ?? 0n, oracle.third);
    checkLots({ tally, books, oracle, portfolio, fees });
  }
  return { held: oracle.base, fees, ...byMethod(books) };
}

type LotChecks = {
  readonly tally: ProofTally;
  readonly books: readonly Book[];
  readonly oracle: Oracle;
  readonly portfolio: Portfolio;
  readonly fees: bigint;
};

/** By every method profit taken + open profit − fees is the change of equity; FIFO and LIFO are the text book's. */
function checkLots({ tally, books, oracle, portfolio, fees }: LotChecks): void {
  const value = priceFromText(String(MARK)) * oracle.base;
  const change = portfolio.equity() - CAPITAL;
  for (const { method, book, realised } of books) {
    same(tally, `${method}: taken + open − fees`, realised + value - signedCost(book) - fees, change);
    if (method !== 'average') same(tally, `${method}: taken`, realised, oracle[method]);
    else if (oracle.base === 0n) same(tally, 'average when flat', realised, oracle.fifo);
  }
}

function post(wallet: Map<string, bigint>, fill: Fill, tally: ProofTally): void {
  const sums = new Map<string, bigint>();
  for (const { account, asset, amount } of postingsOf(fill, PROOF_INSTRUMENT)) {
    sums.set(asset, (sums.get(asset) ?? 0n) + amount);
    if (account === 'wallet') wallet.set(asset, (wallet.get(asset) ?? 0n) + amount);
  }
  for (const [asset, sum] of sums) same(tally, `the legs of ${fill.fillId} in ${asset}`, sum, 0n);
}

/** The venue's own books: what it gives and takes of each asset. */
function tell(oracle: Oracle, { order: { side }, fill: { price, quantity, fee } }: VenueDeal): void {
  const sign = side === 'buy' ? 1n : -1n;
  oracle.quote -= sign * price * quantity;
  let change = sign * quantity;
  if (fee.asset === 'USDT') oracle.quote -= fee.amount;
  else if (fee.asset === 'BTC') change -= fee.amount / 10n ** 12n;
  else {
    oracle.third -= fee.amount;
    // To the nearest of 20 places, halves up; the rate has 12.
    const exact = fee.amount * priceFromText(RATE) * 2n + 10n ** 12n;
    oracle.valued += exact / (2n * 10n ** 12n);
  }
  oracle.base += change;
  if (change === 0n) return;
  const size = change < 0n ? -change : change;
  const opens = oracle.queue.length === 0 || oracle.long === change > 0n;
  oracle.fifo += opens ? 0n : takeFrom(oracle.queue, size, price, { oldest: true, long: oracle.long });
  oracle.lifo += opens ? 0n : takeFrom(oracle.stack, size, price, { oldest: false, long: oracle.long });
  const heldBefore = oracle.base - change;
  const closed = opens ? 0n : size < abs(heldBefore) ? size : abs(heldBefore);
  if (size === closed) return;
  oracle.long = change > 0n;
  for (const row of [oracle.queue, oracle.stack]) row.push({ quantity: size - closed, price });
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

function takeFrom(
  row: { quantity: bigint; price: bigint }[],
  size: bigint,
  price: bigint,
  { oldest, long }: { readonly oldest: boolean; readonly long: boolean },
): bigint {
  let rest = size;
  let profit = 0n;
  while (rest > 0n && row.length > 0) {
    const lot = (oldest ? row[0] : row[row.length - 1]) as { quantity: bigint; price: bigint };
    const taken = rest < lot.quantity ? rest : lot.quantity;
    profit += (long ? price - lot.price : lot.price - price) * taken;
    lot.quantity -= taken;
    rest -= taken;
    if (lot.quantity === 0n) row.splice(row.indexOf(lot), 1);
  }
  return profit;
}

/** The same fill told in two parts, at a random place; its fee as the parts would have it. */
function splitFill(fill: Fill, chance: number): readonly Fill[] {
  const first = (fill.quantity * BigInt(Math.floor(chance * 1000))) / 1000n;
  if (first === 0n) return [fill];
  const fee = (fill.fee * first) / fill.quantity;
  return [
    { ...fill, fillId: `${fill.fillId}/1`, quantity: first as Quantity, fee: fee as Money },
    {
      ...fill,
      fillId: `${fill.fillId}/2`,
      quantity: (fill.quantity - first) as Quantity,
      fee: (fill.fee - fee) as Money,
    },
  ];
}

function shuffledWithinTimes(fills: readonly Fill[], next: () => number): Fill[] {
  const keyed = fills.map((fill) => ({ fill, key: next() }));
  keyed.sort((a, b) => a.fill.timeMs - b.fill.timeMs || a.key - b.key);
  return keyed.map(({ fill }) => fill);
}
