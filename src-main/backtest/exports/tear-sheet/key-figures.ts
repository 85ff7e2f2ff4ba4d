import { moneyToNumber } from '../../../model/money.ts';
import type { BootstrapInterval } from '../../statistics/bootstrap.ts';
import type { RunResult } from '../run-result.ts';
import { durationText, moneyPlaces, numberText, percentText, signedPercentText } from './figure-text.ts';

/** One figure with the words that define it: no figure without its definition. */
export type KeyFigure = { readonly name: string; readonly value: string; readonly definition: string };
export type FigureGroup = { readonly title: string; readonly figures: readonly KeyFigure[] };

const figure = (name: string, value: string, definition: string): KeyFigure => ({ name, value, definition });

function between(interval: BootstrapInterval | null, text: (value: number) => string): string {
  return interval === null ? '–' : `${text(interval.low)} to ${text(interval.high)}`;
}

/** Short forms of docs/metrics.md. */
export function figureGroups(result: RunResult): FigureGroup[] {
  return [returnFigures(result), riskFigures(result), tradeFigures(result), costFigures(result)];
}

function returnFigures({ run, metrics, statistics }: RunResult): FigureGroup {
  const { capital, instrument } = run.request;
  const places = moneyPlaces(moneyToNumber(capital));
  const ratio = (value: number | null): string => numberText(value, 2);
  return {
    title: 'Return',
    figures: [
      figure(
        `Final equity, ${instrument.quoteAsset}`,
        numberText(moneyToNumber(run.finalEquity), places),
        'Cash after the last position was closed.',
      ),
      figure('Total return', signedPercentText(metrics.totalReturn), 'Final equity ÷ capital − 1, after all fees.'),
      figure('Buy and hold', signedPercentText(metrics.buyAndHoldReturn), 'Last close ÷ first open − 1, no costs.'),
      figure(
        'Annualised return',
        signedPercentText(metrics.annualisedReturn),
        '(Final ÷ capital)^(365 ÷ days) − 1; not given under 30 days.',
      ),
      figure(
        'Sharpe',
        ratio(metrics.sharpe),
        'Mean ÷ sample deviation of daily returns × √365, no risk-free rate. Daily returns are those of marked-to-market equity at the end of each UTC day.',
      ),
      figure(
        'Sharpe, 95 %',
        between(statistics.bootstrap.sharpe, ratio),
        `Percentiles 2.5 and 97.5 over ${statistics.bootstrap.resamples} histories of blocks of ${statistics.bootstrap.blockDays} days drawn with replacement, seed “${statistics.bootstrap.seed}”.`,
      ),
      figure(
        'Probability of Sharpe above 0',
        percentText(statistics.probabilisticSharpe, 1),
        'Probabilistic Sharpe ratio with a benchmark of 0 (Bailey and López de Prado, 2012).',
      ),
      figure('Sortino', ratio(metrics.sortino), 'Mean of daily returns ÷ √(Σ min(r, 0)² ÷ n) × √365.'),
      figure('Calmar', ratio(metrics.calmar), 'Annualised return ÷ maximum drawdown.'),
      figure('Omega', ratio(statistics.omega), 'Sum of daily gains ÷ sum of daily losses.'),
    ],
  };
}

function riskFigures({ metrics, statistics }: RunResult): FigureGroup {
  return {
    title: 'Risk',
    figures: [
      figure(
        'Maximum drawdown',
        percentText(metrics.maxDrawdown),
        'Deepest fall from the highest equity so far, per candle, the capital being the first peak.',
      ),
      figure(
        'Maximum drawdown, 95 %',
        between(statistics.bootstrap.maxDrawdown, (value) => percentText(value, 1)),
        'As the Sharpe interval, of daily equity.',
      ),
      figure(
        'Longest drawdown',
        durationText(metrics.maxDrawdownMs),
        'Longest time from a peak until it was regained, or until the end.',
      ),
      figure(
        'Ulcer index',
        percentText(statistics.ulcerIndex),
        'Root of the mean squared fall of daily equity from its peak.',
      ),
      figure(
        'Value at risk, 95 %',
        percentText(statistics.valueAtRisk),
        'Loss of the least bad of the worst twentieth of all days; historical, a loss is positive.',
      ),
      figure('Expected shortfall, 95 %', percentText(statistics.expectedShortfall), 'Mean loss of those days.'),
      figure('Skewness', numberText(statistics.skewness, 2), 'Of daily returns, adjusted Fisher-Pearson.'),
      figure(
        'Excess kurtosis',
        numberText(statistics.excessKurtosis, 2),
        'Of daily returns, sample-adjusted; 0 for a normal distribution.',
      ),
      figure('Exposure', percentText(metrics.exposure, 1), 'Share of candles at whose close a position was held.'),
    ],
  };
}

function tradeFigures({ run, metrics, statistics }: RunResult): FigureGroup {
  const { quoteAsset } = run.request.instrument;
  const places = moneyPlaces(moneyToNumber(run.request.capital));
  const { streaks, holdingTime, bestTrade, worstTrade } = statistics;
  const count = (value: number | null): string => numberText(value, 0);
  return {
    title: 'Trades',
    figures: [
      figure('Trades', count(metrics.trades), 'Round trips at average cost; a part that was closed counts as one.'),
      figure('Win rate', percentText(metrics.winRate, 1), 'Trades with a profit above 0 ÷ all trades.'),
      figure(
        'Profit factor',
        numberText(metrics.profitFactor, 2),
        'Sum of profits ÷ sum of losses, money, after fees.',
      ),
      figure(`Expectancy, ${quoteAsset}`, numberText(metrics.expectancy, places), 'Mean profit of a trade after fees.'),
      figure(
        'Best trade',
        signedPercentText(bestTrade?.return ?? null),
        'The trade with the most profit in money: profit ÷ cost of the entry.',
      ),
      figure(
        'Worst trade',
        signedPercentText(worstTrade?.return ?? null),
        'The trade with the least profit in money: profit ÷ cost of the entry.',
      ),
      figure('Longest winning streak', count(streaks.longestWinning), 'Trades in a row with a profit above 0.'),
      figure('Longest losing streak', count(streaks.longestLosing), 'Trades in a row with a profit below 0.'),
      figure('Mean holding time', durationText(holdingTime.averageMs), 'Mean time from entry to exit.'),
    ],
  };
}

function costFigures({ run, metrics, statistics }: RunResult): FigureGroup {
  const { quoteAsset } = run.request.instrument;
  const places = moneyPlaces(moneyToNumber(run.request.capital));
  return {
    title: 'Costs',
    figures: [
      figure(`Fees, ${quoteAsset}`, numberText(Number(metrics.fees), places), 'All fees of all fills.'),
      figure(
        `Traded value, ${quoteAsset}`,
        numberText(Number(statistics.tradedValue), 0),
        'Notional of all entries and exits.',
      ),
      figure('Turnover', `${numberText(statistics.turnover, 1)} ×`.replace('– ×', '–'), 'Traded value ÷ mean equity.'),
      figure(
        'Break-even fee',
        statistics.breakEvenFeeBps === null ? '–' : `${numberText(statistics.breakEvenFeeBps, 1)} bp`,
        'The fee of each fill, in basis points of its notional, at which these trades would make nothing; a round trip pays it twice.',
      ),
      figure('Refused orders', numberText(run.refusals, 0), 'Orders a risk rule refused.'),
    ],
  };
}
