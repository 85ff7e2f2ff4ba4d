import type { RestrictedKind } from './risk-mode.ts';

/**
 * What a breach causes besides that the order is refused: nothing, a mode that holds until a person lets go (or the
 * limit's day or week is over), or the kill switch.
 */
export const BREACH_ACTIONS = [
  'refuse',
  'noNewPositions',
  'reduceOnly',
  'flatten',
  'halt',
  'haltAndFlatten',
] as const satisfies readonly (RestrictedKind | 'refuse' | 'halt' | 'haltAndFlatten')[];
export type BreachAction = (typeof BREACH_ACTIONS)[number];

/** The limit itself, in the unit its name has, and what its breach causes. */
export type GovernorLimit = { readonly most: number; readonly onBreach: BreachAction };

/** What a limit is a number of. A fraction is of 1: 0.25 is a quarter. */
export type LimitUnit = 'fractionOfPeak' | 'fractionOfStart' | 'fractionOfEquity' | 'fractionOfPrice' | 'count';

/**
 * Limits over all bots and accounts of one group. What is limited:
 *
 *   totalDrawdown, dayDrawdown, weekDrawdown   equity below its peak: ever, of this day, of this week
 *   dayLoss                                    equity below what the day began with
 *   assetExposure, quoteExposure               value of all that is held and ordered in one base or one quote asset
 *   clusterExposure                            the same over assets whose returns go together
 *   grossExposure, netExposure                 long and short added up; long less short
 *   positions                                  bots that hold or are about to
 *   ordersPerMinute                            orders sent within the last minute
 *   orderValue                                 value of one order
 *   priceCollar                                how far beyond the latest price a limit may buy, or below it sell
 */
export const LIMIT_UNITS = {
  totalDrawdown: 'fractionOfPeak',
  dayDrawdown: 'fractionOfPeak',
  weekDrawdown: 'fractionOfPeak',
  dayLoss: 'fractionOfStart',
  grossExposure: 'fractionOfEquity',
  netExposure: 'fractionOfEquity',
  assetExposure: 'fractionOfEquity',
  quoteExposure: 'fractionOfEquity',
  clusterExposure: 'fractionOfEquity',
  positions: 'count',
  ordersPerMinute: 'count',
  orderValue: 'fractionOfEquity',
  priceCollar: 'fractionOfPrice',
} as const satisfies Readonly<Record<string, LimitUnit>>;

export type LimitName = keyof typeof LIMIT_UNITS;
export const LIMIT_NAMES = Object.keys(LIMIT_UNITS) as readonly LimitName[];

/** `null` switches a limit off. */
export type GovernorLimits = Readonly<Record<LimitName, GovernorLimit | null>>;

/** More orders a minute than this are never allowed: what is remembered of them must have a size. */
export const MOST_ORDERS_PER_MINUTE = 1000;

export const NO_GOVERNOR_LIMITS: GovernorLimits = Object.fromEntries(
  LIMIT_NAMES.map((name) => [name, null]),
) as GovernorLimits;
