import type { BookSide, OrderBook } from '../../model/market-trade.ts';
import type { Grid } from './grid.ts';
import { gridValue } from './grid.ts';
import { mix, scramble } from './hash.ts';
import type { SymbolModel } from './symbol-model.ts';

/** How long an order rests unchanged at its level, on average half of this in sight. */
const LEVEL_LIFE_MS = 2_000;
/** Distance of levels behind the best, in basis points of the price. */
const LEVEL_DISTANCE_BPS = 0.8;

export type BestTicks = { readonly bid: number; readonly ask: number };

/**
 * The resting orders behind the best bid and ask. A level's size hangs on its price and a slow beat of its own, so that
 * the book stays recognisable from one look to the next; it grows with the distance. Fewer levels only where prices end.
 */
export function createDemoBook(model: SymbolModel, best: BestTicks, timeMs: number, levels: number): OrderBook {
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`levels is ${levels}, expected 1 or more`);
  const spacing = Math.max(1, Math.floor((best.bid * LEVEL_DISTANCE_BPS) / 10_000));
  const bids = [best.bid];
  const asks = [best.ask];
  const nextBid = Math.floor((best.bid - 1) / spacing) * spacing;
  const nextAsk = Math.ceil((best.ask + 1) / spacing) * spacing;
  for (let level = 1; level < levels; level++) {
    const bid = nextBid - (level - 1) * spacing;
    if (bid > 0) bids.push(bid);
    asks.push(nextAsk + (level - 1) * spacing);
  }
  return {
    instrumentId: model.instrument.id,
    timeMs,
    bids: side(model, bids, timeMs),
    asks: side(model, asks, timeMs),
  };
}

function side(model: SymbolModel, ticks: readonly number[], timeMs: number): BookSide {
  return {
    prices: Float64Array.from(ticks, (tick) => gridValue(model.tick, tick)),
    quantities: Float64Array.from(ticks, (tick, level) => levelQuantity(model, tick, level, timeMs)),
  };
}

function levelQuantity(model: SymbolModel, tick: number, level: number, timeMs: number): number {
  const levelKey = mix(model.keys.book, tick);
  const beat = Math.floor((timeMs + (levelKey % LEVEL_LIFE_MS)) / LEVEL_LIFE_MS);
  const word = scramble(levelKey ^ Math.imul(beat, 0x27d4eb2f));
  const heavy = Math.min(12, 1 / Math.sqrt(((word >>> 16) + 1) / 65_536) - 0.6);
  const notional = model.tradeNotional * (1.2 + 0.5 * level) * heavy;
  return stepped(model.step, (notional * model.tick.perUnit) / tick);
}

/** The quantity on the step grid, at least one step. */
function stepped(step: Grid, quantity: number): number {
  return gridValue(step, Math.max(1, Math.floor(quantity * step.perUnit)));
}
