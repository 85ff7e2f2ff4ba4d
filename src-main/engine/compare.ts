import type { Money, Quantity } from '../model/money.ts';
import type { VenueBooks } from './books.ts';
import type { AccountLane, BotLane, EngineContext } from './context.ts';
import { instrumentOf } from './context.ts';
import { heldQuantity } from './execution/orders.ts';
import type { Finding } from './ports/venue-look.ts';

/** Quantities have 8 places, money has 20. */
const QUANTITY_TO_MONEY = 10n ** 12n;
/** An exchange rounds each fill to 8 places, we do not: what is less than this many units of the asset is no transfer. */
const CASH_TOLERANCE = 10n ** 14n;

function accountsOf(engine: EngineContext, books: VenueBooks): AccountLane[] {
  return [...engine.accounts.values()].filter((lane) => lane.books === books && lane.isOpen);
}

function lanesOn(engine: EngineContext, books: VenueBooks): BotLane[] {
  return [...engine.lanes.values()].filter((lane) => lane.account.books === books);
}

/** What all positions at the venue hold of each asset, in money's places. */
function heldByAsset(engine: EngineContext, books: VenueBooks): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const lane of lanesOn(engine, books)) {
    const { baseAsset } = instrumentOf(lane);
    const quantity = lane.holding.position.quantity * QUANTITY_TO_MONEY;
    held.set(baseAsset, (held.get(baseAsset) ?? 0n) + quantity);
  }
  return held;
}

/** By account, what the venue has of its quote asset beyond its books; what a fee took from another asset is still there. */
export function cashDifferences(engine: EngineContext, books: VenueBooks): readonly (readonly [AccountLane, bigint])[] {
  const held = heldByAsset(engine, books);
  return accountsOf(engine, books).map((lane) => {
    const { quoteAsset } = lane.account;
    const expected = lane.portfolio.cash + lane.feesElsewhere + (held.get(quoteAsset) ?? 0n);
    const difference = (books.balances.get(quoteAsset) ?? 0n) - expected;
    return [lane, isWithin(difference, CASH_TOLERANCE) ? 0n : difference] as const;
  });
}

/**
 * By base asset of the instruments that bots are on, what the venue has beyond all positions; negative where it has less.
 * Exactly what a person wants left alone is no difference.
 */
export function stockDifferences(engine: EngineContext, books: VenueBooks): ReadonlyMap<string, bigint> {
  const quotes = new Set(accountsOf(engine, books).map(({ account }) => account.quoteAsset));
  const held = heldByAsset(engine, books);
  const differences = new Map<string, bigint>();
  for (const lane of lanesOn(engine, books)) {
    const { baseAsset, step } = instrumentOf(lane);
    // An asset that is also cash is compared there.
    if (quotes.has(baseAsset)) continue;
    const difference = (books.balances.get(baseAsset) ?? 0n) - (held.get(baseAsset) ?? 0n);
    if (difference === books.ignored.get(balanceKey(baseAsset))) continue;
    if (!isWithin(difference, step * QUANTITY_TO_MONEY)) differences.set(baseAsset, difference);
  }
  return differences;
}

/** What a surplus of an asset is found and ignored under. */
export const balanceKey = (asset: string): string => `balance:${asset}`;

const isWithin = (amount: bigint, tolerance: bigint): boolean => amount < tolerance && amount > -tolerance;

/** A difference as a look saw it: of what, how much, when by the clock of `toldUpToMs`, and with no order under way. */
export type Difference = {
  readonly key: string;
  readonly amount: bigint;
  readonly readMs: number;
  readonly isQuiet: boolean;
};

/**
 * True once two looks saw the same, with no order under way and nothing told between them, and all is told that orders did
 * before the first of them: lists of orders and fills lag behind balances, and an untold fill looks like a difference.
 */
export function confirm(books: VenueBooks, { key, amount, readMs, isQuiet }: Difference): boolean {
  const before = books.seen.get(key);
  if (amount === 0n || !isQuiet) {
    books.seen.delete(key);
    return false;
  }
  const isSame = before !== undefined && before.amount === amount && before.moves === books.moves;
  const sinceMs = isSame ? before.sinceMs : readMs;
  const isSure = isSame && books.toldUpToMs >= sinceMs;
  books.seen.set(key, { amount, moves: books.moves, looks: isSure ? 2 : 1, sinceMs });
  return isSure;
}

/** All that a person has to decide about at the venue, by now. */
export function findingsOf(engine: EngineContext, books: VenueBooks): readonly Finding[] {
  const orders = books.foreign
    .map(
      (order) =>
        ({ kind: 'order', key: `order:${order.venueOrderId}`, instrumentId: order.instrumentId, order }) as const,
    )
    .filter(({ key }) => !books.ignored.has(key));
  const lanes = lanesOn(engine, books);
  const stock = [...books.found].flatMap(([asset, amount]) => stockFindings(books, lanes, { asset, amount }));
  return [...orders, ...stock];
}

/** A fill that came late may be what was found: the next look at the balances tells. */
export function countTraded({ found, doubted }: VenueBooks, baseAsset: string): void {
  if (found.has(baseAsset)) doubted.add(baseAsset);
}

/** What changed hands in the books alone is so much less of what was found. */
export function countBooked({ found }: VenueBooks, baseAsset: string, bought: Quantity): void {
  const amount = found.get(baseAsset);
  if (amount === undefined) return;
  const left = amount - bought * QUANTITY_TO_MONEY;
  if (left === 0n) found.delete(baseAsset);
  else found.set(baseAsset, left);
}

type StockDifference = { readonly asset: string; readonly amount: bigint };

function stockFindings(books: VenueBooks, lanes: readonly BotLane[], { asset, amount }: StockDifference): Finding[] {
  const own = lanes.filter((lane) => instrumentOf(lane).baseAsset === asset);
  if (amount > 0n) return surplusOf(books, own, { asset, amount });
  let missing = (-amount / QUANTITY_TO_MONEY) as Quantity;
  const findings: Finding[] = [];
  for (const lane of own) {
    const held = heldQuantity(lane.holding.position);
    const quantity = (held < missing ? held : missing) as Quantity;
    if (quantity === 0n) continue;
    missing = (missing - quantity) as Quantity;
    const { id: botId, instrumentId } = lane.config;
    findings.push({
      kind: 'shortage',
      key: `shortage:${books.venue}:${botId}:${asset}`,
      instrumentId,
      botId,
      quantity,
    });
  }
  return findings;
}

function surplusOf(books: VenueBooks, own: readonly BotLane[], { asset, amount }: StockDifference): Finding[] {
  const key = balanceKey(asset);
  const rest = amount - (books.ignored.get(key) ?? (0n as Money));
  const [first] = own;
  if (first === undefined || rest < instrumentOf(first).step * QUANTITY_TO_MONEY) return [];
  const quantity = (rest / QUANTITY_TO_MONEY) as Quantity;
  const instruments = new Set(own.map(({ config }) => config.instrumentId));
  return [...instruments].map((instrumentId) => ({ kind: 'balance', key, instrumentId, asset, quantity }));
}
