import type { Candle } from '../../../../../src-main/model/candle.ts';

/**
 * The rules of the strategies as their pages tell them: everything from the candles, at every bar from scratch, with nothing of
 * the engine. Each answers what is wanted at bar `row`, which is past the warm-up.
 */
export type RuleOracle<Params> = (candles: readonly Candle[], row: number, params: Params) => string;

type Direction = { readonly direction: 'long' | 'both' };

const before = (candles: readonly Candle[], row: number, count: number): readonly Candle[] =>
  candles.slice(row - count, row);
const closeAt = (candles: readonly Candle[], row: number): number => candles[row]?.close ?? Number.NaN;

/** The newest row from `first` to `row` for which `find` says a side, and that side. */
function latest(row: number, first: number, find: (row: number) => 'up' | 'down' | null): 'up' | 'down' | null {
  for (let at = row; at >= first; at--) {
    const found = find(at);
    if (found !== null) return found;
  }
  return null;
}

export type DonchianRule = Direction & { readonly entry: number; readonly exit: number };

export const donchianOracle: RuleOracle<DonchianRule> = (candles, row, { entry, exit, direction }) => {
  const highest = (at: number, count: number) => Math.max(...before(candles, at, count).map(({ high }) => high));
  const lowest = (at: number, count: number) => Math.min(...before(candles, at, count).map(({ low }) => low));
  const broken = (at: number) => {
    if (closeAt(candles, at) > highest(at, entry)) return 'up';
    return closeAt(candles, at) < lowest(at, entry) ? 'down' : null;
  };
  if (broken(row) === 'up') return 'long';
  const isBelowExit = closeAt(candles, row) < lowest(row, exit);
  if (direction === 'long') return isBelowExit ? 'exit' : 'hold';
  if (broken(row) === 'down') return 'short';
  const side = latest(row, entry, broken);
  if (side === 'up') return isBelowExit ? 'exit' : 'hold';
  return side === 'down' && closeAt(candles, row) > highest(row, exit) ? 'exit' : 'hold';
};

export type BollingerRule = Direction & {
  readonly period: number;
  readonly deviations: number;
  readonly exitAt: 'middle' | 'opposite';
};

export const bollingerOracle: RuleOracle<BollingerRule> = (candles, row, { period, deviations, exitAt, direction }) => {
  const bands = (at: number) => {
    const closes = candles.slice(at - period + 1, at + 1).map(({ close }) => close);
    const middle = closes.reduce((sum, close) => sum + close, 0) / period;
    const variance = closes.reduce((sum, close) => sum + (close - middle) ** 2, 0) / period;
    const width = deviations * Math.sqrt(variance);
    return { middle, upper: middle + width, lower: middle - width, touching: 1e-10 * middle };
  };
  const beyond = (at: number) => {
    const { upper, lower, touching } = bands(at);
    if (closeAt(candles, at) > upper + touching) return 'up';
    return closeAt(candles, at) < lower - touching ? 'down' : null;
  };
  const { middle, touching } = bands(row);
  const [isAtMiddleFromBelow, isAtMiddleFromAbove] = [
    closeAt(candles, row) >= middle - touching,
    closeAt(candles, row) <= middle + touching,
  ];
  if (beyond(row) === 'down') return 'long';
  if (beyond(row) === 'up') {
    if (direction === 'both') return 'short';
    return 'exit';
  }
  if (exitAt === 'opposite') return 'hold';
  if (direction === 'long') return isAtMiddleFromBelow ? 'exit' : 'hold';
  const side = latest(row, period - 1, beyond);
  if (side === 'down') return isAtMiddleFromBelow ? 'exit' : 'hold';
  return side === 'up' && isAtMiddleFromAbove ? 'exit' : 'hold';
};

export type SupertrendRule = Direction & { readonly period: number; readonly multiplier: number };

/** Whether the SuperTrend rises at bars `period − 1` to `row`, from the first candle on. */
function risingUpTo(candles: readonly Candle[], row: number, { period, multiplier }: SupertrendRule): boolean[] {
  const ranges = candles.map(({ high, low }, at) => {
    const last = at === 0 ? null : closeAt(candles, at - 1);
    return last === null ? high - low : Math.max(high - low, Math.abs(high - last), Math.abs(low - last));
  });
  let atr = ranges.slice(0, period).reduce((sum, range) => sum + range, 0) / period;
  const rising: boolean[] = [];
  let band = { upper: Number.NaN, lower: Number.NaN };
  for (let at = period - 1; at <= row; at++) {
    const { high, low, close } = candles[at] as Candle;
    if (at >= period) atr = (atr * (period - 1) + (ranges[at] as number)) / period;
    const top = (high + low) / 2 + multiplier * atr;
    const bottom = (high + low) / 2 - multiplier * atr;
    const last = closeAt(candles, at - 1);
    if (at === period - 1) {
      band = { upper: top, lower: bottom };
      rising.push(false);
      continue;
    }
    band = {
      upper: last > band.upper ? top : Math.min(top, band.upper),
      lower: last < band.lower ? bottom : Math.max(bottom, band.lower),
    };
    rising.push(rising.at(-1) ? !(close < band.lower) : close > band.upper);
  }
  return rising;
}

export const supertrendOracle: RuleOracle<SupertrendRule> = (candles, row, params) => {
  const rising = risingUpTo(candles, row, params);
  const [last, now] = [rising.at(-2), rising.at(-1)];
  if (now) return last ? 'hold' : 'long';
  if (params.direction === 'long') return 'exit';
  return last ? 'short' : 'hold';
};
