import type { Reversal } from '../engine/context.ts';
import type { PaperCosts } from '../exchanges/paper/costs.ts';
import { STANDARD_MARGIN } from '../exchanges/paper/margin.ts';
import type { VenueModel } from '../exchanges/paper/venue-model.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { Interval } from '../model/time.ts';

/** How real the simulated venue of a run is: its model, and what the run feeds it. Plain data. */
export type VenueSettings = VenueModel & {
  /** In place of the request's one fee for both. */
  readonly makerFeeBps?: number;
  readonly takerFeeBps?: number;
  /** How long an order is under way; 0 when left out. One that arrives within a candle trades from the next on. */
  readonly latencyMs?: number;
  /** Finer candles by instrument: a candle that they cover is told as them. */
  readonly fineCandles?: Readonly<Record<string, FineCandles>>;
};

export type FineCandles = { readonly interval: Interval; readonly candles: CandleColumns };

/** With the request's one fee for both sides again. */
export function withOneFee({ makerFeeBps: _, takerFeeBps: __, feeTiers: ___, ...rest }: VenueSettings): VenueSettings {
  return rest;
}

type PlainCosts = { readonly feeBps: number; readonly spreadBps: number; readonly slippageBps: number };

export function costsOf({ feeBps, spreadBps, slippageBps }: PlainCosts, venue: VenueSettings): PaperCosts {
  const { makerFeeBps = feeBps, takerFeeBps = feeBps } = venue;
  return { makerFeeBps, takerFeeBps, spreadBps, slippageBps };
}

/** A venue that fixes sizes on arrival adds what is held on the other side: turning round is then one order. */
export function reversalOf({ sizing }: VenueSettings): Reversal {
  return sizing === 'arrival' ? 'oneOrder' : 'closeFirst';
}

/** Who borrows can be liquidated, whether or not the request says on what terms. */
export function modelOf(venue: VenueSettings, bots: readonly BotConfig[]): VenueModel {
  const borrows = bots.some(({ risk }) => risk.leverage > 1);
  return borrows && venue.margin === undefined ? { ...venue, margin: STANDARD_MARGIN } : venue;
}
