import { signalBlend } from './signal-blend.ts';
import { smaCross } from './sma-cross.ts';
import type { StrategyDefinition } from './strategy.ts';

/** Every strategy that ships, in the order they are offered. To add one, copy `sma-cross.ts` and name it here. */
export const STRATEGIES: readonly StrategyDefinition[] = [signalBlend, smaCross];

export function findStrategy(id: string): StrategyDefinition | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
