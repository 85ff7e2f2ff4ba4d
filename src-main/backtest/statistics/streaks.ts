import type { ClosedTrade } from '../../model/position.ts';

/** Trades in a row with a profit above 0 (winning) or below 0 (losing). A trade of exactly 0 ends both. null without one. */
export type Streaks = {
  readonly longestWinning: number | null;
  readonly longestLosing: number | null;
  readonly averageWinning: number | null;
  readonly averageLosing: number | null;
};

export function streaksOf(trades: readonly Pick<ClosedTrade, 'profit'>[]): Streaks {
  const winning = lengthsOf(trades.map(({ profit }) => profit > 0n));
  const losing = lengthsOf(trades.map(({ profit }) => profit < 0n));
  return {
    longestWinning: longest(winning),
    longestLosing: longest(losing),
    averageWinning: average(winning),
    averageLosing: average(losing),
  };
}

/** Length of each unbroken run of true. */
function lengthsOf(flags: readonly boolean[]): number[] {
  const lengths: number[] = [];
  flags.forEach((flag, index) => {
    if (!flag) return;
    if (flags[index - 1] === true) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else lengths.push(1);
  });
  return lengths;
}

function longest(lengths: readonly number[]): number | null {
  return lengths.length === 0 ? null : lengths.reduce((most, length) => Math.max(most, length), 0);
}

function average(lengths: readonly number[]): number | null {
  return lengths.length === 0 ? null : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}
