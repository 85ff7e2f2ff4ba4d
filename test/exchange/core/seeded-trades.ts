import { createChance, hash } from './chance.ts';
import type { SeededMarket } from './markets.ts';
import type { PricePath } from './price-path.ts';

export const MINUTE_MS = 60_000;
/** No market is older: 1 January 2017. */
export const FIRST_MINUTE = 24_720_480;

/** Price and quantity in the market's units. */
export type SeededTrade = {
  readonly index: number;
  readonly timeMs: number;
  readonly price: number;
  readonly quantity: number;
  readonly isSell: boolean;
};

export type TradeVisitor = (timeMs: number, price: number, quantity: number, isSell: boolean) => void;

export function isQuietMinute(market: SeededMarket, minute: number): boolean {
  return market.isThin && minute % 60 === quietMinuteOf(market, Math.floor(minute / 60));
}

function quietMinuteOf(market: SeededMarket, hour: number): number {
  return hash(market.seed, hour, 3) % 60;
}

/** How many seeded trades happened before a minute began. */
export function tradesBefore(market: SeededMarket, minute: number): number {
  const hour = Math.floor(minute / 60);
  const quiet = market.isThin ? hour - FIRST_MINUTE / 60 + (minute % 60 > quietMinuteOf(market, hour) ? 1 : 0) : 0;
  return (minute - FIRST_MINUTE - quiet) * market.tradesPerMinute;
}

/** The seeded trades of a minute, in order: the first at its opening price, the last at the next one's. */
export function visitTrades(market: SeededMarket, path: PricePath, minute: number, visit: TradeVisitor): void {
  if (minute < FIRST_MINUTE || isQuietMinute(market, minute)) return;
  const chance = createChance(hash(market.seed, minute, 2));
  const count = market.tradesPerMinute;
  const open = path.openOf(minute);
  const rise = path.openOf(minute + 1) - open;
  const slotMs = MINUTE_MS / count;
  const swing = open * 0.0004;
  for (let index = 0; index < count; index++) {
    const done = index / (count - 1);
    const noise = (chance() - 0.5) * swing * 4 * done * (1 - done);
    const price = Math.max(1, Math.round(open + rise * done + noise));
    const quantity = 1 + Math.floor(chance() * market.tradeSteps);
    const timeMs = minute * MINUTE_MS + Math.floor((index + chance() * 0.9) * slotMs);
    visit(timeMs, price, quantity, chance() < 0.5);
  }
}

export function tradesOf(market: SeededMarket, path: PricePath, minute: number): SeededTrade[] {
  const trades: SeededTrade[] = [];
  let index = tradesBefore(market, minute);
  visitTrades(market, path, minute, (timeMs, price, quantity, isSell) => {
    trades.push({ index: index++, timeMs, price, quantity, isSell });
  });
  return trades;
}
