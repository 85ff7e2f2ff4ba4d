import { z } from 'zod';
import type { FindStrategy } from '../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../src-main/engine/strategies/strategy.ts';

/** A strategy that waits at 9.5 to go long. */
export function restingLimit(): FindStrategy {
  const definition = defineStrategy<Record<string, never>>({
    id: 'resting',
    title: 'Resting',
    description: 'For tests',
    params: z.strictObject({}),
    indicators: () => ({}),
    warmUp: () => 0,
    create: () => ({ decide: () => ({ kind: 'enter', side: 'long', limitPrice: 9.5 }) }),
  });
  return (id) => (id === definition.id ? definition : undefined);
}
