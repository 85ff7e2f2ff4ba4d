import type { Fill } from '../model/fill.ts';
import type { Money, Price, Quantity } from '../model/money.ts';
import { averagePrice, ZERO_MONEY } from '../model/money.ts';
import type { OrderPurpose } from '../model/order.ts';
import type { TimestampMs } from '../model/time.ts';
import { inOrder } from './fill-order.ts';
import type { LotMatch, LotMethod, OpenLot } from './lots/lot-book.ts';
import { LotBook } from './lots/lot-book.ts';

/** Whose lots are counted together. */
export type LotOwner = { readonly accountId: string; readonly botId: string; readonly instrumentId: string };

/** What one entry order opened and one fill closed of it. Money in the quote asset; fees and funding of both sides. */
export type RoundTrip = LotOwner & {
  readonly side: 'long' | 'short';
  readonly quantity: Quantity;
  readonly entryTimeMs: TimestampMs;
  /** Average over the fills of the entry, rounded half up to 12 places; cost and proceeds are exact. */
  readonly entryPrice: Price;
  readonly exitTimeMs: TimestampMs;
  readonly exitPrice: Price;
  readonly cost: Money;
  readonly proceeds: Money;
  /** Before fees and funding. */
  readonly realised: Money;
  readonly fees: Money;
  readonly funding: Money;
  readonly entryTag: string;
  readonly exitTag: string;
  readonly exitReason: OrderPurpose;
};

/** What is still held of an entry. */
export type OpenPart = LotOwner & Omit<OpenLot, 'opened'> & { readonly opened: Fill };

export type TradedParts = {
  readonly roundTrips: readonly RoundTrip[];
  readonly open: readonly OpenPart[];
  /** Funding that came when nothing was held any more. */
  readonly unheldFunding: readonly (LotOwner & { readonly funding: Money })[];
};

const keyOf = ({ accountId, botId, instrumentId }: LotOwner): string => `${accountId}\n${botId}\n${instrumentId}`;

/** All of what was traded, each bot's instruments apart; nothing is left out and nothing counted twice. */
export function tradedParts(fills: readonly Fill[], method: LotMethod = 'fifo'): TradedParts {
  const books = new Map<string, { readonly owner: LotOwner; readonly book: LotBook }>();
  const roundTrips: RoundTrip[] = [];
  const unheldFunding: (LotOwner & { funding: Money })[] = [];
  for (const fill of inOrder(fills)) {
    const owner = { accountId: fill.accountId, botId: fill.botId, instrumentId: fill.instrumentId };
    const entry = books.get(keyOf(owner)) ?? { owner, book: new LotBook(method) };
    books.set(keyOf(owner), entry);
    const { matches, unheldFunding: unheld } = entry.book.apply(fill);
    roundTrips.push(...byEntryOrder(matches).map((parts) => roundTripOf(owner, parts)));
    if (unheld !== 0n) unheldFunding.push({ ...owner, funding: unheld });
  }
  const open = [...books.values()].flatMap(({ owner, book }) => book.lots().map((lot) => ({ ...lot, ...owner })));
  return { roundTrips, open, unheldFunding };
}

/** The entry as it was decided on: parts that an execution style sends are one order's. */
const entryOf = ({ opened }: LotMatch): string => opened.parentId ?? opened.clientOrderId;

/** An entry that filled in parts is one trade. */
function byEntryOrder(matches: readonly LotMatch[]): readonly (readonly LotMatch[])[] {
  const trips: LotMatch[][] = [];
  for (const match of matches) {
    const last = trips.at(-1);
    if (last?.[0] !== undefined && entryOf(last[0]) === entryOf(match)) last.push(match);
    else trips.push([match]);
  }
  return trips;
}

function roundTripOf(owner: LotOwner, parts: readonly LotMatch[]): RoundTrip {
  const [{ side, opened, closed }] = parts as [LotMatch];
  const sum = (pick: (match: LotMatch) => bigint): bigint => parts.reduce((total, match) => total + pick(match), 0n);
  const quantity = sum((match) => match.quantity) as Quantity;
  const cost = sum((match) => match.cost) as Money;
  return {
    ...owner,
    side,
    quantity,
    entryTimeMs: opened.timeMs,
    entryPrice: averagePrice(cost, quantity),
    exitTimeMs: closed.timeMs,
    exitPrice: closed.price,
    cost,
    proceeds: sum((match) => match.proceeds) as Money,
    realised: sum((match) => match.realised) as Money,
    fees: sum((match) => match.fees + match.closingFees) as Money,
    funding: sum((match) => match.funding) as Money,
    entryTag: opened.tag,
    exitTag: closed.tag,
    exitReason: closed.purpose,
  };
}

/** What a round trip brought after fees and funding. */
export function netOf({ realised, fees, funding }: Pick<RoundTrip, 'realised' | 'fees' | 'funding'>): Money {
  return (realised - fees - funding) as Money;
}

/** What closing at `mark` would bring before fees; 0 without a price, as the engine counts it. */
export function unrealisedOf({ side, quantity, cost }: OpenPart, mark: Price | null): Money {
  if (mark === null) return ZERO_MONEY;
  const value = mark * quantity;
  return (side === 'long' ? value - cost : cost - value) as Money;
}
