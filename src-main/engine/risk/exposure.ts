import type { Money, Ratio } from '../../model/money.ts';
import { notionalOf, priceFromNumber, shareOf } from '../../model/money.ts';
import type { Order, Side } from '../../model/order.ts';
import type { BotPending, PendingEntries } from './pending-entries.ts';

/** What a bot holds, as far as exposure is concerned. */
export type ExposedHolding = {
  readonly botId: string;
  readonly instrumentId: string;
  readonly mark: { readonly price: number };
  readonly position: { readonly quantity: bigint; readonly cost: bigint };
};

/** The assets of an instrument, and what one unit of its quote asset is worth in the asset limits are counted in. */
export type ExposedAssets = { readonly baseAsset: string; readonly quoteAsset: string; readonly rate: Ratio };

export type ExposureSource = {
  readonly open: () => Iterable<ExposedHolding>;
  readonly pending: PendingEntries;
  readonly assetsOf: (instrumentId: string) => ExposedAssets;
  readonly sameCluster: (instrumentId: string, other: string) => boolean;
};

/**
 * What the group has at stake, in its own asset, entries that may still fill counted in full. Of one bot the larger of
 * its two sides counts: of what rests on both only one can come to be held at a time.
 */
export type Exposure = {
  gross: bigint;
  /** Long less short, of what is held; positive for long. */
  net: bigint;
  /** What may move `net` to each side: entries, the positions they turn round, and closes of the other side under way. */
  buys: bigint;
  sells: bigint;
  asset: bigint;
  quote: bigint;
  cluster: bigint;
  positions: number;
};

/** An order that is asked about, as if it worked already. */
export type ExposedOrder = {
  readonly order: Pick<Order, 'botId' | 'instrumentId' | 'side'>;
  readonly notional: Money;
};

/** Asset, quote and cluster are those of the order. One pass over what is held and ordered. */
export function exposureWith(source: ExposureSource, asked: ExposedOrder): Exposure {
  const sum: Exposure = { gross: 0n, net: 0n, buys: 0n, sells: 0n, asset: 0n, quote: 0n, cluster: 0n, positions: 0 };
  const { instrumentId } = asked.order;
  const assets = source.assetsOf(instrumentId);
  eachStake(source, asked, (holding, buys, sells) => add(sum, { holding, buys, sells, source, instrumentId, assets }));
  return sum;
}

type OnStake = (holding: ExposedHolding, buys: bigint, sells: bigint) => void;

/** Every bot that holds something or has entries that may fill, the one of `asked` with that order on top. */
function eachStake({ open, pending }: ExposureSource, asked: ExposedOrder | null, onStake: OnStake): void {
  let isCounted = asked === null;
  const count = (holding: ExposedHolding, entries: BotPending | undefined): void => {
    const isOwn = holding.botId === asked?.order.botId;
    isCounted ||= isOwn;
    const more = (side: Side): bigint => (isOwn && asked?.order.side === side ? asked.notional : 0n);
    onStake(holding, (entries?.buys ?? 0n) + more('buy'), (entries?.sells ?? 0n) + more('sell'));
  };
  for (const holding of open()) count(holding, pending.of(holding.botId));
  for (const entries of pending.bots()) {
    if (entries.bot.position.quantity === 0n) count(nothingHeld(entries.bot), entries);
  }
  if (!isCounted && asked !== null) count(nothingHeld({ ...asked.order, mark: NO_MARK }), undefined);
}

/** What is at stake by instrument, for a person to see. */
export type ExposureBreakdown = Pick<Exposure, 'gross' | 'net' | 'positions'> & {
  readonly byInstrument: ReadonlyMap<string, bigint>;
};

export function exposureBreakdown(source: ExposureSource): ExposureBreakdown {
  const byInstrument = new Map<string, bigint>();
  const sum = { gross: 0n, net: 0n, positions: 0 };
  eachStake(source, null, (holding, buys, sells) => {
    const { rate } = source.assetsOf(holding.instrumentId);
    const value = heldValue(holding);
    const bound = boundOf(value, buys, sells, rate);
    byInstrument.set(holding.instrumentId, (byInstrument.get(holding.instrumentId) ?? 0n) + bound);
    sum.gross += bound;
    sum.net += shareOf(value, rate);
    sum.positions++;
  });
  return { ...sum, byInstrument };
}

/** The larger of the two sides. */
function boundOf(value: bigint, buys: bigint, sells: bigint, rate: Ratio): bigint {
  const long = (value > 0n ? value : 0n) + buys;
  const short = (value < 0n ? -value : 0n) + sells;
  return shareOf((long > short ? long : short) as Money, rate);
}

const NO_MARK = { price: Number.NaN };
const NO_POSITION = { quantity: 0n, cost: 0n };

function nothingHeld(bot: Omit<ExposedHolding, 'position'>): ExposedHolding {
  return { botId: bot.botId, instrumentId: bot.instrumentId, mark: bot.mark, position: NO_POSITION };
}

type Share = {
  readonly holding: ExposedHolding;
  readonly buys: bigint;
  readonly sells: bigint;
  readonly source: ExposureSource;
  /** Of the order that is asked about. */
  readonly instrumentId: string;
  readonly assets: ExposedAssets;
};

function add(sum: Exposure, { holding, buys, sells, source, instrumentId, assets }: Share): void {
  const own = source.assetsOf(holding.instrumentId);
  const value = heldValue(holding);
  const bound = boundOf(value, buys, sells, own.rate);
  sum.gross += bound;
  sum.net += shareOf(value, own.rate);
  const closing = shareOf(closingValue(holding, value, source.pending), own.rate);
  if (value > 0n) sum.sells += closing;
  else sum.buys += closing;
  if (buys > 0n) sum.buys += shareOf((value < 0n ? buys - value : buys) as Money, own.rate);
  if (sells > 0n) sum.sells += shareOf((value > 0n ? sells + value : sells) as Money, own.rate);
  sum.positions++;
  if (own.quoteAsset === assets.quoteAsset) sum.quote += bound;
  if (own.baseAsset === assets.baseAsset) sum.asset += bound;
  if (source.sameCluster(holding.instrumentId, instrumentId)) sum.cluster += bound;
}

/** The part of a position's value, without its sign, that is being closed at market. */
function closingValue({ botId, position }: ExposedHolding, value: Money, pending: PendingEntries): Money {
  const closing = pending.closing(botId);
  if (closing === 0n || position.quantity === 0n) return 0n as Money;
  const size = value < 0n ? -value : value;
  const held = position.quantity < 0n ? -position.quantity : position.quantity;
  return (closing < held ? (size * closing) / held : size) as Money;
}

/** With its sign; at cost before the first price. */
export function heldValue({ mark, position }: Pick<ExposedHolding, 'mark' | 'position'>): Money {
  if (position.quantity === 0n || !Number.isFinite(mark.price)) return position.cost as Money;
  return notionalOf(priceFromNumber(mark.price), position.quantity as Parameters<typeof notionalOf>[1]);
}
