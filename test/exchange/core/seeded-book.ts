import { share } from './chance.ts';
import type { SeededMarket } from './markets.ts';

/** Price in units to quantity in steps. */
export type BookSide = Map<number, number>;
export type BookSides = { readonly bids: BookSide; readonly asks: BookSide };

/** How many book steps a level's quantity stays. */
const STAYS = 8;

/**
 * The book round a price. Levels stand on a grid, so that a moving price only eats some and uncovers others; each level's
 * quantity changes at its own rhythm.
 */
export function seededBook(market: SeededMarket, price: number, step: number): BookSides {
  const grid = Math.max(1, Math.floor(market.basePrice * 10 ** market.pricePlaces * 0.00002));
  const bestBid = Math.floor((price - 1) / grid) * grid;
  const bids: BookSide = new Map();
  const asks: BookSide = new Map();
  for (let level = 0; level < market.levels; level++) {
    const bid = bestBid - level * grid;
    const ask = bestBid + (level + 1) * grid + (bestBid + grid <= price ? grid : 0);
    if (bid > 0) bids.set(bid, quantityAt(market, bid, step));
    asks.set(ask, quantityAt(market, ask, step));
  }
  return { bids, asks };
}

function quantityAt(market: SeededMarket, price: number, step: number): number {
  const rhythm = Math.floor((step + (price % STAYS)) / STAYS);
  return 1 + Math.floor(share(market.seed, price, 1_000 + (rhythm % 1_000_000)) * market.tradeSteps * 20);
}
