import { moneyToNumber, notionalOf } from '../model/money.ts';
import type { Interval } from '../model/time.ts';
import { DAY_MS } from '../model/time.ts';
import { dailyEquity, returnsOf } from './daily-returns.ts';
import type { BacktestRun } from './recorder.ts';
import { DAYS_A_YEAR, definedOrNull, drawdownOf, mean, sampleDeviation } from './statistics.ts';

/** What the other programs' definitions are computed from. Money in the quote asset. */
export type PeerInput = {
  readonly startingBalance: number;
  /** Equity at the end of each day that has a candle, in order; the first is the day the test begins. */
  readonly dailyEquity: readonly number[];
  /** From the first candle to the last, days without a candle included. */
  readonly days: number;
  /** What backtesting.py takes a year of the daily points for, see `periodsAYear`. */
  readonly periodsAYear: number;
  readonly profits: readonly number[];
  /** Profit of each trade as a fraction of what it cost to enter. */
  readonly tradeReturns: readonly number[];
  /** Deepest fall from a peak as a fraction, positive. */
  readonly maxDrawdown: number;
};

/** The figures that programs define differently. Fractions; null where that program's formula is undefined. */
export type PeerFigures = {
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly annualisedReturn: number | null;
  readonly profitFactor: number | null;
  readonly expectancy: number | null;
  readonly systemQuality: number | null;
};

export type PeerMetrics = {
  readonly freqtradeTrades: PeerFigures;
  readonly freqtradeWallet: PeerFigures;
  readonly backtestingPy: PeerFigures;
  readonly nautilusTrader: PeerFigures;
};

/** Nautilus counts trading days of a stock exchange, whatever trades. */
const NAUTILUS_DAYS_A_YEAR = 252;
const BACKTESTING_PY_DAYS_A_YEAR = 365.25;
const BACKTESTING_PY_TRADING_DAYS = 252;
/** Of all candles: what backtesting.py asks for before it says that a market never closes. */
const WEEKEND_SHARE = (2 / 7) * 0.6;

function populationDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const gains = (values: readonly number[]): number => total(values.filter((value) => value > 0));
const losses = (values: readonly number[]): number => -total(values.filter((value) => value < 0));
const losing = (values: readonly number[]): number[] => values.filter((value) => value < 0);
const downside = (returns: readonly number[]): number =>
  Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)));

/** numerator ÷ denominator, null when that is not a number or the denominator is 0. */
function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : definedOrNull(numerator / denominator);
}

function systemQuality(profits: readonly number[]): number | null {
  return ratio(Math.sqrt(profits.length) * mean(profits), sampleDeviation(profits));
}

/** Sharpe, Sortino and Calmar of freqtrade mix the mean profit of a day with the deviation of a trade; kept as it is. */
function freqtradeTrades(input: PeerInput): PeerFigures {
  const days = Math.max(1, Math.floor(input.days)); // of the calendar, whole ones
  const relative = input.profits.map((profit) => profit / input.startingBalance);
  const dailyMean = total(relative) / days;
  const last = input.dailyEquity.at(-1) ?? input.startingBalance;
  const year = Math.sqrt(DAYS_A_YEAR);
  return {
    sharpe: ratio(dailyMean * year, populationDeviation(relative)),
    sortino: ratio(dailyMean * year, populationDeviation(losing(relative))),
    calmar: ratio(dailyMean * 100 * year, input.maxDrawdown),
    annualisedReturn: definedOrNull((last / input.startingBalance) ** (DAYS_A_YEAR / days) - 1),
    profitFactor: ratio(gains(input.profits), losses(input.profits)),
    expectancy: definedOrNull(mean(input.profits)),
    systemQuality: systemQuality(input.profits),
  };
}

function freqtradeWallet(returns: readonly number[], trades: PeerFigures): PeerFigures {
  const scaled = mean(returns) * Math.sqrt(DAYS_A_YEAR);
  return {
    ...trades,
    sharpe: ratio(scaled, populationDeviation(returns)),
    sortino: ratio(scaled, populationDeviation(losing(returns))),
  };
}

/**
 * Annualised from the geometric mean g: return (1+g)^N − 1, volatility √((σ²+(1+g)²)^N − (1+g)^2N), N the periods a
 * year.
 */
function backtestingPy(input: PeerInput, returns: readonly number[]): PeerFigures {
  const { periodsAYear } = input;
  const growth = (returns.reduce((product, value) => product * (1 + value), 1) || Number.NaN) ** (1 / returns.length);
  const annual = growth ** periodsAYear - 1;
  const variance = sampleDeviation(returns) ** 2;
  const volatility = Math.sqrt((variance + growth ** 2) ** periodsAYear - growth ** (2 * periodsAYear));
  const last = input.dailyEquity.at(-1) ?? input.startingBalance;
  const years = input.days / BACKTESTING_PY_DAYS_A_YEAR;
  return {
    sharpe: ratio(annual, volatility),
    sortino: ratio(annual, downside(returns) * Math.sqrt(periodsAYear)),
    calmar: ratio(annual, input.maxDrawdown),
    annualisedReturn: definedOrNull((last / input.startingBalance) ** (1 / years) - 1),
    profitFactor: ratio(gains(input.tradeReturns), losses(input.tradeReturns)),
    expectancy: definedOrNull(mean(input.tradeReturns)),
    systemQuality: systemQuality(input.profits),
  };
}

function nautilusTrader(input: PeerInput, returns: readonly number[]): PeerFigures {
  const compounded = returns.reduce((product, value) => product * (1 + value), 1);
  const annual = compounded ** (NAUTILUS_DAYS_A_YEAR / returns.length) - 1;
  const scaled = mean(returns) * Math.sqrt(NAUTILUS_DAYS_A_YEAR);
  return {
    sharpe: ratio(scaled, sampleDeviation(returns)),
    sortino: ratio(scaled, downside(returns)),
    calmar: ratio(annual, input.maxDrawdown),
    annualisedReturn: definedOrNull(annual),
    profitFactor: ratio(gains(returns), losses(returns)),
    expectancy: definedOrNull(mean(input.profits)),
    systemQuality: null,
  };
}

/**
 * The same curve as freqtrade, backtesting.py and NautilusTrader would report it, side by side: a Sharpe ratio without
 * its definition is no figure. Formulas as those programs code them; null in place of their 0, −100 and infinity.
 */
export function peerMetrics(input: PeerInput): PeerMetrics {
  const returns = returnsOf(input.dailyEquity);
  const trades = freqtradeTrades(input);
  return {
    freqtradeTrades: trades,
    freqtradeWallet: freqtradeWallet(returns, trades),
    backtestingPy: backtestingPy(input, returns),
    nautilusTrader: nautilusTrader(input, returns),
  };
}

/** backtesting.py: 365 for a market with candles at weekends, UTC, 252 for one without, 52 for weekly candles. */
function periodsAYear(openTimeMs: Float64Array, interval: Interval): number {
  if (interval === '1w') return 52;
  const atWeekends = openTimeMs.filter((timeMs) => isWeekend(timeMs)).length;
  return atWeekends > WEEKEND_SHARE * openTimeMs.length ? DAYS_A_YEAR : BACKTESTING_PY_TRADING_DAYS;
}

/** Day 0 of the epoch was a Thursday. */
const isWeekend = (timeMs: number): boolean => [2, 3].includes(Math.floor(timeMs / DAY_MS) % 7);

/** The peers' figures of a run. Its daily returns begin with the second day, as those of backtesting.py do. */
export function peerMetricsOf({ request, equity, trades }: BacktestRun): PeerMetrics {
  const { openTimeMs } = request.candles;
  const startingBalance = moneyToNumber(request.capital);
  return peerMetrics({
    startingBalance,
    dailyEquity: dailyEquity(openTimeMs, equity, startingBalance).slice(1),
    days: ((openTimeMs.at(-1) ?? Number.NaN) - (openTimeMs[0] ?? Number.NaN)) / DAY_MS,
    periodsAYear: periodsAYear(openTimeMs, request.interval),
    profits: trades.map(({ profit }) => moneyToNumber(profit)),
    tradeReturns: trades.map(
      ({ profit, entryPrice, quantity }) => moneyToNumber(profit) / moneyToNumber(notionalOf(entryPrice, quantity)),
    ),
    maxDrawdown: drawdownOf(openTimeMs, equity, startingBalance).deepest,
  });
}
