import type { Engine } from '../../engine/engine.ts';
import { furtherSeriesOf } from '../../engine/strategies/further-series.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';

/** The instruments bots are on, running or not, and those their strategies look at beside. */
export function* neededByBots(engine: Engine): Iterable<string> {
  for (const { config } of engine.snapshot().bots) {
    yield config.instrumentId;
    const definition = findStrategy(config.strategyId);
    if (definition === undefined) continue;
    for (const { instrumentId } of furtherSeriesOf(definition, config.params, config)) yield instrumentId;
  }
}
