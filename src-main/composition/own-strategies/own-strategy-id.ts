import { z } from 'zod';
import type { StrategyDefinition } from '../../engine/strategies/strategy.ts';
import type { StrategyInspection } from '../../own-strategies/process/messages.ts';

const PREFIX = 'own:';

/** What bots and backtests call a file: `my-cross.ts` is `own:my-cross`. */
export function ownStrategyId(fileName: string): string {
  return `${PREFIX}${fileName.replace(/\.(ts|js)$/, '')}`;
}

export function isOwnStrategy(strategyId: string): boolean {
  return strategyId.startsWith(PREFIX);
}

/** What its latest good save says of itself. */
type Inspected = Pick<StrategyInspection, 'warmUp' | 'readsRegime'>;

/**
 * How the engine knows a strategy that runs elsewhere: by name. Its parameters are read where it runs, and it never is
 * created in here.
 */
export function ownStrategyStub(id: string, inspection: () => Inspected | undefined): StrategyDefinition {
  return {
    id,
    title: id,
    description: '',
    params: z.record(z.string(), z.unknown()),
    indicators: () => ({}),
    warmUp: () => inspection()?.warmUp ?? 0,
    get readsRegime() {
      return inspection()?.readsRegime === true;
    },
    create() {
      throw new Error(`strategy ${id} was to run in the engine, expected it to run in a process of its own`);
    },
  };
}
