import { bollingerReversion } from './bollinger-reversion.ts';
import { bosDowntrend } from './bos-downtrend.ts';
import { bosUptrend } from './bos-uptrend.ts';
import { chochDowntrendReversal } from './choch-downtrend-reversal.ts';
import { chochUptrendReversal } from './choch-uptrend-reversal.ts';
import { dca } from './dca.ts';
import { donchianBreakout } from './donchian-breakout.ts';
import { grid } from './grid.ts';
import { pairsSpread } from './pairs-spread.ts';
import { signalBlend } from './signal-blend.ts';
import { smaCross } from './sma-cross.ts';
import type { StrategyDefinition } from './strategy.ts';
import { supertrendFollow } from './supertrend-follow.ts';

/** Every strategy that ships, in the order they are offered. To add one, copy `sma-cross.ts` and name it here. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  signalBlend,
  smaCross,
  donchianBreakout,
  bollingerReversion,
  supertrendFollow,
  bosUptrend,
  bosDowntrend,
  chochUptrendReversal,
  chochDowntrendReversal,
  grid,
  dca,
  pairsSpread,
];

export function findStrategy(id: string): StrategyDefinition | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
