import type { BreachActionView, GovernorLimitsView, LimitName } from '../../../src-preload/contract/risk-views.ts';
import { formatPercent, fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

/** One limit as typed: percent or a number, empty for none. */
export type LimitDraft = { readonly most: number | string; readonly onBreach: BreachActionView };
export type LimitDrafts = Readonly<Record<LimitName, LimitDraft>>;

/** The most that may be typed: percent, or a number for a limit that counts. */
const MOST: Readonly<Record<LimitName, number>> = {
  totalDrawdown: 100,
  dayDrawdown: 100,
  weekDrawdown: 100,
  dayLoss: 100,
  grossExposure: 100_000,
  netExposure: 100_000,
  assetExposure: 100_000,
  quoteExposure: 100_000,
  clusterExposure: 100_000,
  positions: 1000,
  ordersPerMinute: 1000,
  orderValue: 100_000,
  priceCollar: 100,
};

export const LIMIT_NAMES = Object.keys(MOST) as readonly LimitName[];
export const isCount = (name: LimitName): boolean => name === 'positions' || name === 'ordersPerMinute';

export function draftsOf(limits: GovernorLimitsView): LimitDrafts {
  return mapLimits((name) => {
    const limit = limits[name];
    if (limit === null) return { most: '', onBreach: 'refuse' };
    return { most: isCount(name) ? limit.most : percentOfFraction(limit.most), onBreach: limit.onBreach };
  });
}

/** What is wrong with a field, in words; undefined when nothing is. */
export function problemOf(name: LimitName, { most }: LimitDraft): string | undefined {
  if (most === '') return undefined;
  const value = Number(most);
  const isWithin = value > 0 && value <= MOST[name];
  if (isCount(name)) return isWithin && Number.isInteger(value) ? undefined : wording.risk.problems.count;
  return isWithin ? undefined : wording.risk.problems.percent(formatPercent(MOST[name] / 100, { decimals: 0 }));
}

/** What is sent; undefined while something is wrong. */
export function limitsOf(drafts: LimitDrafts): GovernorLimitsView | undefined {
  if (LIMIT_NAMES.some((name) => problemOf(name, drafts[name]) !== undefined)) return undefined;
  return mapLimits((name) => {
    const { most, onBreach } = drafts[name];
    if (most === '') return null;
    return { most: isCount(name) ? Number(most) : (fractionOfPercent(most) ?? 0), onBreach };
  });
}

function mapLimits<T>(of: (name: LimitName) => T): Readonly<Record<LimitName, T>> {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, of(name)])) as Record<LimitName, T>;
}
