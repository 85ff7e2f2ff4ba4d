import type { Ratio } from '../../model/money.ts';
import { RATIO_SCALE } from '../../model/money.ts';

/**
 * What an order that takes liquidity loses on top of the spread:
 * - `fixed`: the costs' `slippageBps`, nothing else.
 * - `ticks`: so many ticks against the order (TradingView's `slippage`).
 * - `volumeShare`: impact that grows with the square of the share of the bar's volume, see `volumeShareImpact`.
 * - `book`: the order walks the order book, level by level; where no book is there, as `fixed`.
 */
export type SlippageModel =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'ticks'; readonly ticks: number }
  | {
      readonly kind: 'volumeShare';
      /** k; zipline's default is 0.1. */
      readonly priceImpact: number;
      /** Largest share of a bar's volume that is filled, and that counts; zipline's default is 0.025. */
      readonly volumeLimit: number;
    }
  | { readonly kind: 'book' };

export type VolumeShareTerms = Extract<SlippageModel, { kind: 'volumeShare' }>;

const RATIO_ONE = 10 ** RATIO_SCALE;
/** What float arithmetic leaves on a rate that was meant to be whole is no reason to round up. */
const HAIR = 1e-6;

/**
 * k × min(quantity ÷ volume, limit)², as a rate of the price, rounded up. `quantity` is all that our orders took of the
 * bar, this one included. Formula: zipline, finance/slippage.py, VolumeShareSlippage (`volume_share ** 2 * price_impact *
 * price`). Without volume the share is the limit.
 */
export function volumeShareImpact(
  quantity: number,
  volume: number,
  { priceImpact, volumeLimit }: VolumeShareTerms,
): Ratio {
  const share = volume > 0 ? Math.min(quantity / volume, volumeLimit) : volumeLimit;
  return BigInt(Math.ceil(priceImpact * share * share * RATIO_ONE - HAIR)) as Ratio;
}
