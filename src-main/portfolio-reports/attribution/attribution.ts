import type { Fill } from '../../model/fill.ts';
import { symbolOf } from '../../model/instrument.ts';
import type { Money, Price } from '../../model/money.ts';
import { ZERO_MONEY } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { LotOwner } from '../round-trips.ts';
import { netOf, tradedParts, unrealisedOf } from '../round-trips.ts';

export const GROUPINGS = ['account', 'bot', 'strategy', 'entryTag', 'exitTag', 'symbol'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Quote asset, exact; `total` = realised + unrealised − fees − funding. */
export type AttributionSums = {
  readonly realised: Money;
  readonly unrealised: Money;
  readonly fees: Money;
  readonly funding: Money;
  readonly total: Money;
  /** Round trips, and those that brought more than 0 after fees and funding. */
  readonly trades: number;
  readonly wins: number;
};

/** `key` is an id, tag or symbol as it is; empty for what has none, such as the exit tag of what is still held. */
export type AttributionRow = AttributionSums & { readonly key: string };

/** `rows`: the most earned first. `whole`: of all rows, and so the change of the account. */
export type Attribution = { readonly rows: readonly AttributionRow[]; readonly whole: AttributionSums };

export type AttributionInput = {
  readonly fills: readonly Fill[];
  /** Latest price of an instrument, null when none is known: then what is held of it stands at its cost. */
  readonly markOf: (instrumentId: string) => Price | null;
  /** The strategy a bot ran at a time; empty when that is not known. */
  readonly strategyOf: (botId: string, timeMs: TimestampMs) => string;
};

const NOTHING: AttributionSums = {
  ...{ realised: ZERO_MONEY, unrealised: ZERO_MONEY, fees: ZERO_MONEY, funding: ZERO_MONEY, total: ZERO_MONEY },
  ...{ trades: 0, wins: 0 },
};

/** One amount that was earned, with every name it can be grouped under. */
type Piece = AttributionSums & LotOwner & Readonly<Record<'strategyId' | 'entryTag' | 'exitTag', string>>;

const KEY_OF: Readonly<Record<Grouping, (piece: Piece) => string>> = {
  account: ({ accountId }) => accountId,
  bot: ({ botId }) => botId,
  strategy: ({ strategyId }) => strategyId,
  entryTag: ({ entryTag }) => entryTag,
  exitTag: ({ exitTag }) => exitTag,
  symbol: ({ instrumentId }) => symbolOf(instrumentId),
};

/** Fees and funding go with the entry they were paid for: of an exit's fee each entry it closed has its share. */
export function attribute(input: AttributionInput, grouping: Grouping): Attribution {
  const sums = new Map<string, AttributionSums>();
  let whole = NOTHING;
  for (const piece of piecesOf(input)) {
    const key = KEY_OF[grouping](piece);
    sums.set(key, plus(sums.get(key) ?? NOTHING, piece));
    whole = plus(whole, piece);
  }
  const rows = [...sums].map(([key, sum]) => ({ key, ...sum }));
  rows.sort((left, right) => (left.total > right.total ? -1 : left.total < right.total ? 1 : 0));
  return { rows, whole };
}

function piecesOf({ fills, markOf, strategyOf }: AttributionInput): readonly Piece[] {
  const { roundTrips, open, unheldFunding } = tradedParts(fills);
  return [
    ...roundTrips.map((trip): Piece => {
      const strategyId = strategyOf(trip.botId, trip.entryTimeMs);
      const total = netOf(trip);
      return { ...NOTHING, ...trip, strategyId, total, trades: 1, wins: total > 0n ? 1 : 0 };
    }),
    ...open.map((part): Piece => {
      const unrealised = unrealisedOf(part, markOf(part.instrumentId));
      const total = (unrealised - part.fees - part.funding) as Money;
      const strategyId = strategyOf(part.botId, part.opened.timeMs);
      return { ...NOTHING, ...part, unrealised, total, strategyId, entryTag: part.opened.tag, exitTag: '' };
    }),
    ...unheldFunding.map((paid): Piece => {
      return { ...NOTHING, ...paid, total: -paid.funding as Money, strategyId: '', entryTag: '', exitTag: '' };
    }),
  ];
}

function plus(left: AttributionSums, right: AttributionSums): AttributionSums {
  return {
    realised: (left.realised + right.realised) as Money,
    unrealised: (left.unrealised + right.unrealised) as Money,
    fees: (left.fees + right.fees) as Money,
    funding: (left.funding + right.funding) as Money,
    total: (left.total + right.total) as Money,
    trades: left.trades + right.trades,
    wins: left.wins + right.wins,
  };
}
