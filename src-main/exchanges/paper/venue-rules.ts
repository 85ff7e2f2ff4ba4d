import type { BarPath } from './bar-path.ts';
import type { BookOf } from './book-liquidity.ts';
import { BookLiquidity } from './book-liquidity.ts';
import type { PaperCosts } from './costs.ts';
import { costRatios } from './costs.ts';
import { FeeSchedule } from './fee-schedule.ts';
import { FillMaker } from './fill-maker.ts';
import { FundingCalendar } from './funding.ts';
import type { LimitModel } from './limit-model.ts';
import type { LeverageOf } from './liquidator.ts';
import { Liquidator } from './liquidator.ts';
import { Liquidity } from './liquidity.ts';
import type { MatchRules } from './match.ts';
import type { SlippageModel } from './slippage.ts';
import type { MarkCandles, VenueModel } from './venue-model.ts';
import { VenuePositions } from './venue-positions.ts';

/** A venue's model with its defaults filled in and its parts made. */
export type VenueRules = {
  readonly path: BarPath;
  readonly limits: LimitModel;
  readonly match: MatchRules;
  readonly roundsToTick: boolean;
  readonly sizesOnArrival: boolean;
  readonly marks: Readonly<Record<string, MarkCandles>>;
  readonly positions: VenuePositions;
  readonly fees: FeeSchedule;
  readonly liquidity: Liquidity;
  readonly maker: FillMaker;
  /** Null: no position ever pays funding. */
  readonly funding: FundingCalendar | null;
  /** Null: no position is ever liquidated. */
  readonly liquidator: Liquidator | null;
};

const THROUGH: LimitModel = { kind: 'through' };
const FIXED: SlippageModel = { kind: 'fixed' };

export function venueRules(
  costs: PaperCosts,
  model: VenueModel,
  bookOf: BookOf | null,
  leverageOf: LeverageOf,
): VenueRules {
  const { path = 'pessimistic', limits = THROUGH, slippage = FIXED, marks = {} } = model;
  const ratios = costRatios(costs);
  const positions = new VenuePositions();
  const fees = new FeeSchedule(costs, model.feeTiers, model.feeAsset ?? null);
  const liquidity = new Liquidity(participationOf(model.participation ?? null, slippage));
  const books = bookOf === null ? null : new BookLiquidity(bookOf);
  const match: MatchRules = {
    halfSpread: { rate: ratios.halfSpread, fraction: costs.spreadBps / 2 / 10_000 },
    queues: limits.kind === 'queue',
    optimistic: path === 'optimistic',
  };
  return {
    path,
    limits,
    match,
    roundsToTick: model.roundToTick ?? false,
    sizesOnArrival: model.sizing === 'arrival',
    marks,
    positions,
    fees,
    liquidity,
    maker: new FillMaker({ ratios, fees, slippage, liquidity, books, positions }),
    funding: model.funding === undefined ? null : new FundingCalendar(model.funding),
    liquidator:
      model.margin === undefined ? null : new Liquidator({ terms: model.margin, leverageOf, positions, marks }),
  };
}

/** The volume limit of the volume-share model is a bound like any other: the tighter counts. */
function participationOf(participation: number | null, slippage: SlippageModel): number | null {
  if (slippage.kind !== 'volumeShare') return participation;
  return Math.min(participation ?? slippage.volumeLimit, slippage.volumeLimit);
}
