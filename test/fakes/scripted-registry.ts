import { smaCross } from '../../src-main/engine/strategies/sma-cross.ts';
import type { StrategyDefinition } from '../../src-main/engine/strategies/strategy.ts';
import { intentScript } from './intent-script.ts';
import { scripted } from './scripted-strategy.ts';

/** Stands in for engine/strategies/registry.ts where a test writes the decisions itself. */
export const STRATEGIES: readonly StrategyDefinition[] = [scripted, intentScript, smaCross];

export function findStrategy(id: string): StrategyDefinition | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
