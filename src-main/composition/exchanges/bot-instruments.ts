import type { Engine } from '../../engine/engine.ts';
import { furtherSeriesOf } from '../../engine/strategies/further-series.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import type { BotConfig } from '../../model/bot.ts';

/** The instruments bots are on, running or not, and those their strategies look at beside. */
export function* neededByBots(engine: Engine): Iterable<string> {
  for (const { config } of engine.snapshot().bots) yield* instrumentsOf(config);
}

/** The instrument a bot is on, and those its strategy looks at beside; of params that cannot be read only the first. */
export function* instrumentsOf(config: BotConfig): Iterable<string> {
  yield config.instrumentId;
  const definition = findStrategy(config.strategyId);
  const params = definition?.params.safeParse(config.params);
  if (definition === undefined || params?.success !== true) return;
  for (const { instrumentId } of furtherSeriesOf(definition, params.data, config)) yield instrumentId;
}
