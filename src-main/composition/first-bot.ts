import { findStrategy } from '../engine/strategies/registry.ts';
import type { BotConfig } from '../model/bot.ts';

/** The paper bot a first start offers, ready to be started. */
export function firstBot(): BotConfig {
  const strategyId = 'signal-blend';
  const params = findStrategy(strategyId)?.params.parse({}) as BotConfig['params'];
  return {
    id: 'first-bot',
    name: 'First bot',
    instrumentId: 'demo:BTC-USDT',
    interval: '1m',
    strategyId,
    params,
    risk: { sizeFraction: 0.25, stopLossFraction: 0.02, takeProfitFraction: 0.04, leverage: 1 },
  };
}
