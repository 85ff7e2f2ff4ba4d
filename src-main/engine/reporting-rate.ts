import type { Ratio } from '../model/money.ts';
import { ratioFromNumber } from '../model/money.ts';
import type { EngineContext, MarketLane } from './context.ts';

const PAR = ratioFromNumber(1);

/** Counted as the dollar they promise: a limit over several of them is no bet on their differences. */
const DOLLARS: ReadonlySet<string> = new Set(['USD', 'USDT', 'USDC', 'FDUSD', 'TUSD', 'USDP', 'PYUSD', 'DAI']);

/** What one unit of `asset` is worth in `report` at the latest price of a market between them; null without one. */
export function rateBetween(engine: EngineContext, asset: string, report: string): Ratio | null {
  if (isPar(asset, report)) return PAR;
  for (const market of engine.markets.values()) {
    const rate = rateOf(market, asset, report);
    if (rate !== null) return rate;
  }
  return null;
}

const isPar = (asset: string, other: string): boolean => asset === other || (DOLLARS.has(asset) && DOLLARS.has(other));

function rateOf({ instrument, mark }: MarketLane, asset: string, report: string): Ratio | null {
  const { baseAsset, quoteAsset } = instrument;
  if (!(mark.price > 0)) return null;
  if (baseAsset === asset && isPar(quoteAsset, report)) return ratioFromNumber(mark.price);
  return quoteAsset === asset && isPar(baseAsset, report) ? ratioFromNumber(1 / mark.price) : null;
}
