import type { BacktestResultView, MetricsView } from '../../../src-preload/contract/research-views.ts';

type Statistic = Exclude<keyof MetricsView, 'fees'>;
export type MetricKind = 'percent' | 'ratio' | 'duration' | 'money' | 'count';

/** Why a statistic has no value; the language file says it in words. */
export type UndefinedReason = 'noTrades' | 'noLosses' | 'noDrawdown' | 'noVariation' | 'tooShort';

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

function reasonOf(name: Statistic, { metrics, trades }: BacktestResultView): UndefinedReason {
  const perTrade = name === 'winRate' || name === 'profitFactor' || name === 'expectancy';
  if (perTrade && trades.length === 0) return 'noTrades';
  if (name === 'profitFactor') return 'noLosses';
  if (name === 'calmar' && metrics.maxDrawdown === 0) return 'noDrawdown';
  if ((name === 'sharpe' || name === 'sortino') && trades.length === 0) return 'noTrades';
  if (name === 'sharpe' || name === 'sortino') return 'noVariation';
  return 'tooShort';
}
