import { z } from 'zod';
import type { EnterIntent, ExitIntent, Intent } from '../../src-main/engine/strategies/intent.ts';
import { defineStrategy } from '../../src-main/engine/strategies/strategy.ts';
import type { BotConfig } from '../../src-main/model/bot.ts';
import type { EngineSession } from './engine-session.ts';

/** Wants what its script says at each bar, in the engine's own words, and nothing when it has ended. */
export const intentScript = defineStrategy<{ bars: readonly (readonly Intent[])[] }>({
  id: 'intent-script',
  title: 'Intent script',
  description: 'For tests',
  params: z.strictObject({ bars: z.array(z.array(z.custom<Intent>())).default([]) }),
  indicators: () => ({}),
  warmUp: () => 0,
  create({ bars }) {
    let next = 0;
    return { decide: () => bars[next++] ?? [] };
  },
});

/** Adds a bot that wants this, bar by bar, starts it and gives it an empty past. */
export function startIntents(
  session: EngineSession,
  bars: readonly (readonly Intent[])[],
  changes: Partial<BotConfig> = {},
): BotConfig {
  return session.startScripted('', { strategyId: 'intent-script', params: { bars }, ...changes });
}

export const enter = (side: 'long' | 'short', terms: Omit<EnterIntent, 'kind' | 'side'> = {}): EnterIntent => ({
  kind: 'enter',
  side,
  ...terms,
});

export const exit = (terms: Omit<ExitIntent, 'kind'> = {}): ExitIntent => ({ kind: 'exit', ...terms });
