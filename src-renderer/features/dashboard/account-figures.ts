import type { BotView } from '../../../src-preload/contract/views.ts';
import type { EquityCurve } from './equity-points.ts';

const DAY_MS = 86_400_000;

export type AccountFigures = {
  /** What the last seven days made, today the seventh. */
  readonly profitWeek: number;
  /** When those began: where the curve is younger, its first sample. */
  readonly weekStartMs: number | null;
  /** How far below its highest point the equity is, as a fraction of that. */
  readonly drawdown: number;
  /** The furthest it ever was. */
  readonly deepest: number;
};

export type AccountNow = { readonly equity: number; readonly startingCapital: number; readonly dayStartMs: number };

/** Statistics of the sampled curve, floats: the exact profits are the account's own. */
export function accountFigures(curve: EquityCurve, now: AccountNow): AccountFigures {
  const { timeMs, equity } = curve;
  const weekStartMs = now.dayStartMs - 6 * DAY_MS;
  const after = timeMs.findIndex((time) => time > weekStartMs);
  const before = after < 0 ? timeMs.length - 1 : after - 1;
  const base = equity[before] ?? now.startingCapital;
  return {
    profitWeek: now.equity - base,
    weekStartMs: before >= 0 ? weekStartMs : (timeMs[0] ?? null),
    ...drawdowns(equity, now),
  };
}

function drawdowns(equity: Float64Array, now: AccountNow): Pick<AccountFigures, 'drawdown' | 'deepest'> {
  let peak = now.startingCapital;
  let deepest = 0;
  const fallOf = (value: number): number => (peak > 0 ? (peak - value) / peak : 0);
  for (const value of equity) {
    if (value > peak) peak = value;
    deepest = Math.max(deepest, fallOf(value));
  }
  const drawdown = Math.max(0, fallOf(now.equity));
  return { drawdown, deepest: Math.max(deepest, drawdown) };
}

/** What all positions of an account are worth, long and short alike; a statistic. */
export function grossExposure(bots: Readonly<Record<string, BotView>>, accountId: string): number {
  let sum = 0;
  for (const { config, position } of Object.values(bots)) {
    if (position !== null && (config.accountId ?? 'paper') === accountId) sum += Math.abs(Number(position.value));
  }
  return sum;
}
