import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import type { LimitModel } from '../../exchanges/paper/limit-model.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { findGaps } from '../../model/gaps.ts';
import { quantityToNumber } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import type { Interval } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import type { BacktestRequest } from '../backtest-request.ts';
import type { BacktestRun } from '../recorder.ts';
import { costsOf } from '../venue-settings.ts';

/** Shares are of 1; null where there is nothing to take a share of. */
export type FidelityFacts = {
  readonly interval: Interval;
  /** Length of the shortest candles that fills were decided on, 0 for trades one by one. */
  readonly finestMs: number;
  readonly limits: LimitModel['kind'];
  /** Share of a bar's volume that all orders together may fill; null: no bound. */
  readonly participation: number | null;
  /** Of orders that take. */
  readonly feeBps: number;
  readonly spreadBps: number;
  readonly slippageBps: number;
  /** Whether slippage follows from the market (volume, book) or from ticks, on top of the rate. */
  readonly slippageModel: boolean;
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

export function fidelityFactsOf({ request, trades }: BacktestRun): FidelityFacts {
  const { candles, interval, spreadBps, slippageBps } = request;
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
    ...venueFactsOf(request),
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

type VenueFacts = Pick<FidelityFacts, 'finestMs' | 'limits' | 'participation' | 'feeBps' | 'slippageModel'>;

function venueFactsOf(request: BacktestRequest): VenueFacts {
  const { venue = {}, interval, instrument } = request;
  return {
    finestMs: shortestStepMs(venue.fineCandles?.[instrument.id]?.candles, intervalMs(interval)),
    limits: venue.limits?.kind ?? 'through',
    participation: venue.participation ?? null,
    feeBps: venue.feeTiers?.[0]?.takerFeeBps ?? costsOf(request, venue).takerFeeBps,
    slippageModel: venue.slippage !== undefined && venue.slippage.kind !== 'fixed',
  };
}

/** Between the opens of two candles; `longest` when there are none. */
function shortestStepMs(candles: CandleColumns | undefined, longest: number): number {
  let shortest = longest;
  const openTimeMs = candles?.openTimeMs ?? new Float64Array(0);
  for (let row = 1; row < openTimeMs.length; row++) {
    shortest = Math.min(shortest, (openTimeMs[row] as number) - (openTimeMs[row - 1] as number));
  }
  return shortest;
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
