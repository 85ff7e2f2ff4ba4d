import type { BacktestResultView, MetricsView } from '../../../../src-preload/contract/research-views.ts';

type Statistic = Exclude<keyof MetricsView, 'fees'>;
export type MetricKind = 'percent' | 'ratio' | 'duration' | 'money' | 'count';

/** Why a statistic has no value; the language file says it in words. */
export type UndefinedReason =
  | 'noTrades'
  | 'noLosses'
  | 'noDrawdown'
  | 'noVariation'
  | 'noLosingDay'
  | 'tooShort'
  | 'lostAll';

export type MetricRow = {
  readonly name: Statistic;
  readonly kind: MetricKind;
  readonly value: number | null;
  /** Only where value is null. */
  readonly reason: UndefinedReason | null;
};

const KINDS: readonly (readonly [Statistic, MetricKind])[] = [
  ['totalReturn', 'percent'],
  ['buyAndHoldReturn', 'percent'],
  ['annualisedReturn', 'percent'],
  ['maxDrawdown', 'percent'],
  ['maxDrawdownMs', 'duration'],
  ['sharpe', 'ratio'],
  ['sortino', 'ratio'],
  ['calmar', 'ratio'],
  ['winRate', 'percent'],
  ['profitFactor', 'ratio'],
  ['expectancy', 'money'],
  ['exposure', 'percent'],
  ['trades', 'count'],
];

export function metricRows(result: BacktestResultView): readonly MetricRow[] {
  return KINDS.map(([name, kind]) => {
    const value = result.metrics[name];
    return { name, kind, value, reason: value === null ? reasonOf(name, result) : null };
  });
}

const DAY_MS = 86_400_000;
const SHORTEST_ANNUALISED_MS = 30 * DAY_MS;

/** The engine says only that a statistic is undefined; which rule made it so follows from the rest of the result. */
function reasonOf(name: Statistic, result: BacktestResultView): UndefinedReason {
  const { metrics, trades } = result;
  if (trades.length === 0 && (name === 'winRate' || name === 'profitFactor' || name === 'expectancy'))
    return 'noTrades';
  if (name === 'profitFactor') return 'noLosses';
  if (name === 'sharpe') return trades.length === 0 ? 'noTrades' : 'noVariation';
  if (name === 'sortino') return trades.length === 0 ? 'noTrades' : 'noLosingDay';
  if (name === 'calmar' && metrics.maxDrawdown === 0) return 'noDrawdown';
  const isShort = result.lastMs - result.firstMs < SHORTEST_ANNUALISED_MS;
  return isShort || metrics.totalReturn === null ? 'tooShort' : 'lostAll';
}
