import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { assetDecimals, formatDecimal, formatDuration, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';

export type StatisticName = keyof typeof wording.backtestReport.figures;
export type StatisticGroupName = keyof typeof wording.backtestReport.statisticGroups;

/** One figure, rounded for reading; `exact` is what the command line prints, undefined where there is no value. */
export type StatisticRow = { readonly name: StatisticName; readonly text: string; readonly exact: string | undefined };
export type StatisticGroup = { readonly name: StatisticGroupName; readonly rows: readonly StatisticRow[] };

type Range = { readonly low: number; readonly high: number } | null;
type Value = number | string | null;

const row = (name: StatisticName, value: Value, text: (value: number | string) => string): StatisticRow =>
  value === null
    ? { name, text: wording.backtest.undefined, exact: undefined }
    : { name, text: text(value), exact: String(value) };

const percent = (name: StatisticName, value: number | null): StatisticRow =>
  row(name, value, () => formatPercent(value, { decimals: 2 }));
const ratio = (name: StatisticName, value: number | null): StatisticRow =>
  row(name, value, (defined) => formatDecimal(defined, { decimals: 3 }));
const count = (name: StatisticName, value: number | null): StatisticRow =>
  row(name, value, (defined) => formatDecimal(defined, { decimals: Number.isInteger(defined) ? 0 : 2 }));
const duration = (name: StatisticName, value: number | null): StatisticRow =>
  row(name, value, () => formatDuration(value));
const money = (name: StatisticName, value: Value, asset: string): StatisticRow =>
  row(name, value, (defined) => `${formatDecimal(defined, { decimals: assetDecimals(asset) })} ${asset}`);

function range(name: StatisticName, value: Range, text: (value: number) => string): StatisticRow {
  if (value === null) return row(name, null, String);
  const { low, high } = value;
  return { name, text: wording.backtestReport.between(text(low), text(high)), exact: `${low} ${high}` };
}

/** Every figure of a result, in the groups a person looks for it. */
export function statisticGroups(result: BacktestResultView): readonly StatisticGroup[] {
  return [
    { name: 'returns', rows: returnRows(result) },
    { name: 'risk', rows: riskRows(result) },
    { name: 'costs', rows: costRows(result) },
    { name: 'trades', rows: tradeRows(result) },
  ];
}

function returnRows({ metrics, statistics, finalEquity, quoteAsset }: BacktestResultView): StatisticRow[] {
  return [
    money('finalEquity', finalEquity, quoteAsset),
    percent('totalReturn', metrics.totalReturn),
    percent('buyAndHoldReturn', metrics.buyAndHoldReturn),
    percent('annualisedReturn', metrics.annualisedReturn),
    ratio('sharpe', metrics.sharpe),
    range('sharpeInterval', statistics.bootstrap.sharpe, (value) => formatDecimal(value, { decimals: 2 })),
    percent('probabilisticSharpe', statistics.probabilisticSharpe),
    ratio('sortino', metrics.sortino),
    ratio('calmar', metrics.calmar),
    ratio('omega', statistics.omega),
  ];
}

function riskRows({ metrics, statistics }: BacktestResultView): StatisticRow[] {
  return [
    percent('maxDrawdown', metrics.maxDrawdown),
    range('drawdownInterval', statistics.bootstrap.maxDrawdown, (value) => formatPercent(value, { decimals: 1 })),
    duration('maxDrawdownMs', metrics.maxDrawdownMs),
    percent('ulcerIndex', statistics.ulcerIndex),
    percent('valueAtRisk', statistics.valueAtRisk),
    percent('expectedShortfall', statistics.expectedShortfall),
    ratio('skewness', statistics.skewness),
    ratio('excessKurtosis', statistics.excessKurtosis),
    percent('exposure', metrics.exposure),
  ];
}

function tradeRows({ metrics, statistics, quoteAsset }: BacktestResultView): StatisticRow[] {
  const { streaks, holdingTime, bestTrade, worstTrade } = statistics;
  return [
    count('trades', metrics.trades),
    percent('winRate', metrics.winRate),
    ratio('profitFactor', metrics.profitFactor),
    money('expectancy', metrics.expectancy, quoteAsset),
    percent('bestTrade', bestTrade?.return ?? null),
    percent('worstTrade', worstTrade?.return ?? null),
    count('longestWinning', streaks.longestWinning),
    count('longestLosing', streaks.longestLosing),
    count('averageWinning', streaks.averageWinning),
    count('averageLosing', streaks.averageLosing),
    duration('averageMs', holdingTime.averageMs),
    duration('averageWinningMs', holdingTime.averageWinningMs),
    duration('averageLosingMs', holdingTime.averageLosingMs),
  ];
}

function costRows({ metrics, statistics, refusals, quoteAsset }: BacktestResultView): StatisticRow[] {
  return [
    money('fees', metrics.fees, quoteAsset),
    money('tradedValue', statistics.tradedValue, quoteAsset),
    ratio('turnover', statistics.turnover),
    ratio('breakEvenFeeBps', statistics.breakEvenFeeBps),
    count('refusals', refusals),
  ];
}
