import { addBar, type Bar, emptyBar } from './bar.ts';
import type { SeededMarket } from './markets.ts';
import type { PricePath } from './price-path.ts';
import { MINUTE_MS, tradesBefore, visitTrades } from './seeded-trades.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Bars of these lengths are kept once they were made, the longest first. */
const KEPT_LENGTHS_MS = [DAY_MS, HOUR_MS];
const MOST_KEPT = 5_000;

export interface History {
  /** The seeded trades of [fromMs, toMs) as one bar. */
  barOf(fromMs: number, toMs: number): Bar;
}

/** What the seed says of the past. */
export function createHistory(market: SeededMarket, path: PricePath): History {
  const kept = new Map<string, Bar>();

  const keptBar = (fromMs: number, lengthMs: number): Bar => {
    const key = `${lengthMs} ${fromMs}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const bar = barOfMinutes(market, path, fromMs, fromMs + lengthMs);
    kept.set(key, bar);
    return bar;
  };

  return {
    barOf(fromMs, toMs) {
      const bar = emptyBar();
      let atMs = fromMs;
      while (atMs < toMs) {
        const lengthMs = KEPT_LENGTHS_MS.find((length) => atMs % length === 0 && atMs + length <= toMs);
        const endMs = lengthMs ? atMs + lengthMs : Math.min(toMs, (Math.floor(atMs / HOUR_MS) + 1) * HOUR_MS);
        addBar(bar, lengthMs ? keptBar(atMs, lengthMs) : barOfMinutes(market, path, atMs, endMs));
        atMs = endMs;
      }
      return bar;
    },
  };
}

function barOfMinutes(market: SeededMarket, path: PricePath, fromMs: number, toMs: number): Bar {
  const bar = emptyBar();
  for (let minute = Math.floor(fromMs / MINUTE_MS); minute * MINUTE_MS < toMs; minute++) {
    addBar(bar, barInMinute(market, path, minute, { fromMs, toMs }));
  }
  return bar;
}

/** Sums of one minute fit a float exactly; bigint would cost ten times as much. */
function barInMinute(
  market: SeededMarket,
  path: PricePath,
  minute: number,
  range: { fromMs: number; toMs: number },
): Bar {
  const bar = emptyBar();
  let id = tradesBefore(market, minute);
  let value = 0;
  let buyValue = 0;
  visitTrades(market, path, minute, (timeMs, price, quantity, isSell) => {
    id++;
    if (timeMs < range.fromMs || timeMs >= range.toMs) return;
    if (bar.trades === 0) {
      bar.open = price;
      bar.high = price;
      bar.low = price;
      bar.firstTradeId = id - 1;
    }
    if (price > bar.high) bar.high = price;
    if (price < bar.low) bar.low = price;
    bar.close = price;
    bar.trades++;
    bar.volume += quantity;
    value += price * quantity;
    if (isSell) return;
    bar.buyVolume += quantity;
    buyValue += price * quantity;
  });
  bar.quote = BigInt(value);
  bar.buyQuote = BigInt(buyValue);
  return bar;
}
