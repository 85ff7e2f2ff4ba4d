import type { BotView } from '../../../src-preload/contract/views.ts';

/** How a bot does, best first; {@link tierOf} says which one it is. */
export const BOT_TIERS = ['hot', 'earning', 'idle', 'losing', 'halted'] as const;
export type BotTier = (typeof BOT_TIERS)[number];

/** Of its closed trades, so many of the latest count. */
export const TRADES_COUNTED = 20;
const LEAST_FOR_HOT = 5;
const WON_FOR_HOT = 0.6;

export type TierFacts = {
  readonly bot: Pick<BotView, 'state' | 'position'>;
  /** What its latest closed trades made, oldest first. */
  readonly profits: readonly number[];
  readonly isTradingHalted: boolean;
};

/**
 * The first that fits. Halted: it failed, was interrupted, or all trading is halted. Idle: it holds nothing and does not
 * run or has closed no trade yet. Losing: its last 20 closed trades and its open position are below zero together. Hot:
 * above zero, and of at least five of those trades 60 % won. Earning: the rest.
 */
export function tierOf({ bot, profits, isTradingHalted }: TierFacts): BotTier {
  if (isTradingHalted || bot.state === 'failed' || bot.state === 'interrupted') return 'halted';
  if (bot.position === null && (bot.state !== 'running' || profits.length === 0)) return 'idle';
  const counted = profits.slice(-TRADES_COUNTED);
  const result = counted.reduce((sum, profit) => sum + profit, Number(bot.position?.unrealisedProfit ?? 0));
  if (result < 0) return 'losing';
  const won = counted.filter((profit) => profit > 0).length;
  const isHot = result > 0 && counted.length >= LEAST_FOR_HOT && won / counted.length >= WON_FOR_HOT;
  return isHot ? 'hot' : 'earning';
}
