import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { LimitModel } from '../../exchanges/paper/limit-model.ts';
import { findGaps } from '../../model/gaps.ts';
import { quantityToNumber } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import type { Interval } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import type { BacktestRun } from '../recorder.ts';

/** What the venue knew of the market beyond the run's candles, and how it filled. */
export type MarketDetail = {
  /** Length of the shortest candles that fills were decided on, 0 for trades one by one; null: the run's own candles. */
  readonly finestMs?: number | null;
  readonly limits?: LimitModel['kind'];
  /** Share of a bar's volume that all orders together may fill; null: no bound. */
  readonly participation?: number | null;
};

/** Shares are of 1; null where there is nothing to take a share of. */
export type FidelityFacts = {
  readonly interval: Interval;
  readonly finestMs: number;
  readonly limits: LimitModel['kind'];
  readonly participation: number | null;
  readonly feeBps: number;
  readonly spreadBps: number;
  readonly slippageBps: number;
  readonly bars: number;
  readonly trades: number;
  readonly barsPerTrade: number | null;
  /** Trades that were entered and left within one candle of the run. */
  readonly withinOneBar: number | null;
  /** Of the bars from the first to the last, those that are not there. */
  readonly missingBars: number;
  readonly withoutVolume: number;
  /** Trades larger than a tenth of what was traded in the bar they were entered or left in; null when no bar has volume. */
  readonly largeTrades: number | null;
  /** The largest trade as a share of the volume of its bar; null as above. */
  readonly largestOfVolume: number | null;
};

/** From this share of a bar's volume on an order would have moved the price. */
const LARGE_ORDER = 0.1;

export function fidelityFactsOf({ request, trades }: BacktestRun, market: MarketDetail = {}): FidelityFacts {
  const { candles, interval, feeBps, spreadBps, slippageBps } = request;
  const bars = candles.openTimeMs.length;
  const { missingBars } = findGaps(candles.openTimeMs, interval, 0);
  const silent = candles.volume.reduce((count, volume) => (volume > 0 ? count : count + 1), 0);
  const places = trades.map((trade) => placeOf(trade, candles.openTimeMs));
  const within = places.filter(({ entryRow, exitRow }, k) => entryRow === exitRow && trades[k]?.exitReason !== 'end');
  const ofVolume =
    silent === bars ? [] : trades.map((trade, k) => shareOfVolume(trade, places[k] as Place, candles.volume));
  const large = ofVolume.filter((share) => share > LARGE_ORDER);
  return {
    interval,
    finestMs: market.finestMs ?? intervalMs(interval),
    limits: market.limits ?? 'through',
    participation: market.participation ?? null,
    feeBps,
    spreadBps,
    slippageBps,
    bars,
    trades: trades.length,
    barsPerTrade: shareOrNull(bars, trades.length),
    withinOneBar: shareOrNull(within.length, trades.length),
    missingBars: missingBars / (bars + missingBars),
    withoutVolume: silent / bars,
    largeTrades: shareOrNull(large.length, ofVolume.length),
    largestOfVolume: ofVolume.length === 0 ? null : ofVolume.reduce((most, share) => Math.max(most, share), 0),
  };
}

type Place = { readonly entryRow: number; readonly exitRow: number };

function placeOf({ entryTimeMs, exitTimeMs }: ClosedTrade, openTimeMs: Float64Array): Place {
  const rowAt = (timeMs: number): number => Math.max(0, firstIndexAtOrAfter(openTimeMs, timeMs + 1) - 1);
  return { entryRow: rowAt(entryTimeMs), exitRow: rowAt(exitTimeMs) };
}

/** Of the thinner of its two bars; where nothing was traded, as if it were all of it. */
function shareOfVolume({ quantity }: ClosedTrade, { entryRow, exitRow }: Place, volume: Float64Array): number {
  const traded = Math.min(volume[entryRow] as number, volume[exitRow] as number);
  return traded > 0 ? quantityToNumber(quantity) / traded : 1;
}

function shareOrNull(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
