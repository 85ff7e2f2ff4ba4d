import type { Fill } from '../../model/fill.ts';
import { marginOf } from '../../model/margin.ts';
import type { Money, Price } from '../../model/money.ts';
import { moneyToNumber, notionalOf, priceFromNumber, quantityToNumber, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade, Position } from '../../model/position.ts';
import { FLAT } from '../../model/position.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { TripRecord } from '../../model/trip-record.ts';
import { countTrip, newTripRecord } from '../../model/trip-record.ts';
import type { PositionChange } from './apply-fill.ts';
import { applyFill, unrealisedProfit } from './apply-fill.ts';

/** The latest price of an instrument, kept by the market-data stage; NaN before the first. */
export type Mark = { price: number };

/** One bot's share of the account. */
export type Holding = {
  readonly botId: string;
  readonly instrumentId: string;
  readonly mark: Mark;
  position: Position;
  /** Of `position`, for the per-bar equity that statistics use. */
  quantityNumber: number;
  realised: Money;
  fees: Money;
  trades: number;
  wins: number;
  /** Its round trips from flat to flat, and what is known of the one under way. */
  readonly record: TripRecord;
  tripProfit: Money;
  tripCost: Money;
};

/** Cash and positions of one account in one quote asset. A pure function of the starting capital, the fills and the transfers. */
export class Portfolio {
  readonly startingCapital: Money;
  #cash: Money;
  #cashNumber: number;
  #transferred: Money = ZERO_MONEY;
  #isTouched = false;
  readonly #holdings = new Map<string, Holding>();
  /** Those that hold something, in the order they were opened. */
  readonly #open: Holding[] = [];

  constructor(startingCapital: Money) {
    this.startingCapital = startingCapital;
    this.#cash = startingCapital;
    this.#cashNumber = moneyToNumber(startingCapital);
  }

  get cash(): Money {
    return this.#cash;
  }

  /** Deposits less withdrawals: no part of profit. */
  get transferred(): Money {
    return this.#transferred;
  }

  /** Money came or went otherwise than by a fill; negative for a withdrawal. */
  transfer(amount: Money): void {
    this.#cash = (this.#cash + amount) as Money;
    this.#cashNumber = moneyToNumber(this.#cash);
    this.#transferred = (this.#transferred + amount) as Money;
    this.#isTouched = true;
  }

  /** Whether it is as it began. */
  isUntouched(): boolean {
    return !this.#isTouched;
  }

  /** What it holds by now is known to be all there is. */
  touch(): void {
    this.#isTouched = true;
  }

  holdings(): Iterable<Holding> {
    return this.#holdings.values();
  }

  /** The bot's holding, made when it is first asked for. */
  holding(botId: string, instrumentId: string, mark: Mark): Holding {
    const known = this.#holdings.get(botId);
    if (known !== undefined) return known;
    const zero = { realised: ZERO_MONEY, fees: ZERO_MONEY, trades: 0, wins: 0 };
    const trip = { record: newTripRecord(), tripProfit: ZERO_MONEY, tripCost: ZERO_MONEY };
    const created: Holding = { botId, instrumentId, mark, position: FLAT, quantityNumber: 0, ...zero, ...trip };
    this.#holdings.set(botId, created);
    return created;
  }

  /** Gives a bot that holds nothing another instrument; what it earned so far stays its own. */
  moveTo(botId: string, instrumentId: string, mark: Mark): void {
    const known = this.#holdings.get(botId);
    if (known === undefined || known.instrumentId === instrumentId) return;
    const { realised, fees, trades, wins, record } = known;
    this.#holdings.delete(botId);
    Object.assign(this.holding(botId, instrumentId, mark), { realised, fees, trades, wins, record });
  }

  forget(botId: string): void {
    this.#holdings.delete(botId);
  }

  apply(holding: Holding, fill: Fill): PositionChange {
    const notional = notionalOf(fill.price, fill.quantity);
    const paid = fill.side === 'buy' ? notional : -notional;
    this.#cash = (this.#cash - paid - fill.fee) as Money;
    this.#cashNumber = moneyToNumber(this.#cash);
    this.#isTouched = true;
    const before = holding.position.quantity;
    const change = applyFill(holding.position, fill);
    this.#keepOpen(holding, change.position);
    holding.position = change.position;
    holding.quantityNumber = quantityToNumber(change.position.quantity);
    holding.fees = (holding.fees + fill.fee) as Money;
    for (const trade of change.closed) count(holding, trade);
    // The trip under way ends where nothing is left of the side it began on.
    const { quantity } = change.position;
    const isOver = change.closed.length > 0 && (quantity === 0n || quantity > 0n !== before > 0n);
    if (isOver) endTrip(holding, fill.timeMs);
    return change;
  }

  #keepOpen(holding: Holding, next: Position): void {
    const was = holding.position.quantity !== 0n;
    const is = next.quantity !== 0n;
    if (is && !was) this.#open.push(holding);
    else if (was && !is) this.#open.splice(this.#open.indexOf(holding), 1);
  }

  /** Cash and positions at their marks, exact. A position without a mark yet counts at its cost. */
  equity(): Money {
    let equity: bigint = this.#cash;
    for (const holding of this.#open) equity += holdingValue(holding);
    return equity as Money;
  }

  /** The same in float64, for the curve. By index: short enough to be compiled into its caller, it allocates nothing. */
  equityNumber(): number {
    let equity = this.#cashNumber;
    const open = this.#open;
    for (let index = 0; index < open.length; index++) {
      const { quantityNumber, mark } = open[index] as Holding;
      equity += quantityNumber * mark.price;
    }
    return equity;
  }

  /** Those that hold something now, in the order they were opened. */
  open(): readonly Holding[] {
    return this.#open;
  }

  hasPosition(): boolean {
    return this.#open.length > 0;
  }

  /** What the positions bind: their sizes at their marks, long and short alike, each ÷ its bot's leverage. */
  boundMargin(leverageOf: (botId: string) => number): Money {
    let bound = 0n;
    for (const holding of this.#open) {
      const value = holdingValue(holding);
      bound += marginOf((value < 0n ? -value : value) as Money, leverageOf(holding.botId));
    }
    return bound as Money;
  }

  unrealised(holding: Holding): Money {
    const price = markPrice(holding);
    return price === null ? ZERO_MONEY : unrealisedProfit(holding.position, price);
  }
}

/** What a round trip of an entry earned is the bot's, and a part of its trip under way. */
function count(holding: Holding, { profit, entryPrice, quantity }: ClosedTrade): void {
  holding.realised = (holding.realised + profit) as Money;
  holding.trades++;
  if (profit > 0n) holding.wins++;
  holding.tripProfit = (holding.tripProfit + profit) as Money;
  holding.tripCost = (holding.tripCost + notionalOf(entryPrice, quantity)) as Money;
}

function endTrip(holding: Holding, endedMs: TimestampMs): void {
  countTrip(holding.record, { profit: holding.tripProfit, cost: holding.tripCost, endedMs });
  holding.tripProfit = ZERO_MONEY;
  holding.tripCost = ZERO_MONEY;
}

function markPrice({ mark }: Holding): Price | null {
  return Number.isFinite(mark.price) ? priceFromNumber(mark.price) : null;
}

function holdingValue(holding: Holding): Money {
  const price = markPrice(holding);
  return price === null ? holding.position.cost : notionalOf(price, holding.position.quantity);
}
