import type { Regime } from '../../model/regime.ts';
import type { RegimeParams } from './parameters.ts';

/** What is measured at a candle's close, see `MarketReadings`. */
export type Readings = { readonly trend: number; readonly volatilityRank: number; readonly fall: number };

/**
 * The regime after one that has lasted `spell` candles; null before the first. The total transition function:
 *
 *   crisis ▷ highVolatility ▷ trendUp, trendDown ▷ range      the first whose condition holds
 *
 * The condition of the regime the market is in is the weaker one (`…Leave`), so that it does not flicker at a threshold. A spell
 * lasts `shortestSpell` candles at least; only a crisis waits for nobody.
 */
export function nextRegime(now: Regime | null, spell: number, readings: Readings, params: RegimeParams): Regime {
  const next = wantedRegime(now, readings, params);
  if (now === null || next === 'crisis' || spell >= params.shortestSpell) return next;
  return now;
}

function wantedRegime(now: Regime | null, { trend, volatilityRank, fall }: Readings, params: RegimeParams): Regime {
  const inCrisis = now === 'crisis';
  const fallNeeded = inCrisis ? params.fallLeave : params.fallEnter;
  const rankNeeded = inCrisis ? params.crisisLeave : params.crisisEnter;
  if (fall >= fallNeeded && volatilityRank >= rankNeeded) return 'crisis';
  if (volatilityRank >= (now === 'highVolatility' ? params.highLeave : params.highEnter)) return 'highVolatility';
  if (trend >= (now === 'trendUp' ? params.trendLeave : params.trendEnter)) return 'trendUp';
  if (-trend >= (now === 'trendDown' ? params.trendLeave : params.trendEnter)) return 'trendDown';
  return 'range';
}
