import type { CandleColumns } from '../../model/candle.ts';
import type { BarPath } from './bar-path.ts';
import type { FeeAsset, FeeTier } from './fee-schedule.ts';
import type { FundingSchedule } from './funding.ts';
import type { LimitModel } from './limit-model.ts';
import type { MarginTerms } from './margin.ts';
import type { SlippageModel } from './slippage.ts';

/** Of the interval of what the venue is told. */
export type MarkCandles = { readonly candles: CandleColumns };

/**
 * How the simulated venue fills and what it charges, beyond plain costs. Plain data: it crosses to worker threads. What is
 * left out is as it stands in SPEC 11: one rate, fixed slippage, limits filled when price trades through them, no bound of
 * volume, stops before limits within a bar, no funding, no leverage.
 */
export type VenueModel = {
  /** In place of the one pair of rates; lowest volume first. */
  readonly feeTiers?: readonly FeeTier[];
  readonly feeAsset?: FeeAsset;
  /** On top of the costs' own `slippageBps`. */
  readonly slippage?: SlippageModel;
  readonly limits?: LimitModel;
  /** Share of a bar's volume, or of a trade's quantity, that all our orders together may fill. Null: no bound. */
  readonly participation?: number | null;
  readonly path?: BarPath;
  /** When an amount becomes a quantity: at the price of its fill, or on arrival at the latest close. */
  readonly sizing?: 'fill' | 'arrival';
  /** Market prices are rounded to the nearest tick before anything is matched. */
  readonly roundToTick?: boolean;
  /** By instrument. */
  readonly funding?: Readonly<Record<string, FundingSchedule>>;
  /** Candles of the mark price by instrument, for funding and liquidation; without them traded prices serve. */
  readonly marks?: Readonly<Record<string, MarkCandles>>;
  /** Without it nothing is ever liquidated. */
  readonly margin?: MarginTerms;
};
