import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { Fill } from '../../model/fill.ts';
import type { Price, Ratio } from '../../model/money.ts';
import { priceFromNumber, ratioFromNumber } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { MarginTerms } from './margin.ts';
import { liquidationFill, liquidationPrice } from './margin.ts';
import type { MarkCandles } from './venue-model.ts';
import type { VenuePosition, VenuePositions } from './venue-positions.ts';

/** What prices did: at one moment `low` and `high` are the same. */
export type SeenPrices = {
  readonly timeMs: TimestampMs;
  readonly low: number;
  readonly high: number;
  /** The one price of an open or a trade, which is what a gap is closed at; NaN for a range, passed through in between. */
  readonly traded: number;
  /** Of a bar read for us: a position of this very bar is hit only when the bar closes beyond. NaN otherwise. */
  readonly closed: number;
};

/** 1 is fully paid: such a position is never liquidated. */
export type LeverageOf = (botId: string) => number;

export type LiquidatorParts = {
  readonly terms: MarginTerms;
  readonly leverageOf: LeverageOf;
  readonly positions: VenuePositions;
  readonly marks: Readonly<Record<string, MarkCandles>>;
};

/** Closes positions whose margin is used up. */
export class Liquidator {
  readonly #leverageOf: LeverageOf;
  readonly #terms: MarginTerms;
  readonly #maintenance: Ratio;
  readonly #positions: VenuePositions;
  readonly #marks: Readonly<Record<string, MarkCandles>>;
  #count = 0;

  constructor({ terms, leverageOf, positions, marks }: LiquidatorParts) {
    this.#terms = terms;
    this.#leverageOf = leverageOf;
    this.#maintenance = ratioFromNumber(terms.maintenanceMarginFraction);
    this.#positions = positions;
    this.#marks = marks;
  }

  /** The next position that these prices end, closed; null when there is none. */
  next(instrumentId: string, seen: SeenPrices): Fill | null {
    const open = this.#positions.openIn(instrumentId);
    if (open.length === 0) return null;
    const marked = this.#marked(instrumentId, seen);
    for (const [botId, position] of open) {
      const leverage = this.#leverageOf(botId);
      if (leverage <= 1) continue;
      const price = liquidationPrice(position, leverage, this.#maintenance);
      if (price <= 0n || !isBeyond(position, marked, price)) continue;
      const fill = this.#close(botId, position, takenOver(position, price, seen), seen.timeMs);
      this.#positions.apply(fill);
      return fill;
    }
    return null;
  }

  /** The mark's own range, whole and at once, where its candle begins with the bar. */
  #marked(instrumentId: string, seen: SeenPrices): SeenPrices {
    const marks = this.#marks[instrumentId]?.candles;
    if (marks === undefined) return seen;
    const index = firstIndexAtOrAfter(marks.openTimeMs, seen.timeMs);
    if (marks.openTimeMs[index] !== seen.timeMs) return seen;
    const opened = marks.open[index] as number;
    if (!Number.isNaN(seen.traded)) return { ...seen, low: opened, high: opened };
    return { ...seen, low: marks.low[index] as number, high: marks.high[index] as number };
  }

  #close(botId: string, position: VenuePosition, price: Price, timeMs: TimestampMs): Fill {
    this.#count++;
    const leverage = this.#leverageOf(botId);
    return liquidationFill({ botId, position, leverage, price, timeMs, sequence: this.#count }, this.#terms);
  }
}

function isBeyond({ quantity, changedMs }: VenuePosition, seen: SeenPrices, price: Price): boolean {
  const ofThisBar = changedMs === seen.timeMs && !Number.isNaN(seen.closed);
  if (quantity > 0n) return priceFromNumber(ofThisBar ? seen.closed : seen.low) <= price;
  return priceFromNumber(ofThisBar ? seen.closed : seen.high) >= price;
}

/** The liquidation price, or what the market stood at beyond it. */
function takenOver({ quantity }: VenuePosition, price: Price, { traded }: SeenPrices): Price {
  if (Number.isNaN(traded)) return price;
  const first = priceFromNumber(traded);
  if (quantity > 0n) return first < price ? first : price;
  return first > price ? first : price;
}
