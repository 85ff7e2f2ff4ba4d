import { createLiveFrame } from '../../src-main/engine/indicators/live-frame.ts';
import { isList } from '../../src-main/engine/intents.ts';
import { inputsOf, NO_POSITION } from '../../src-main/engine/strategies/inputs-of.ts';
import type { Intent } from '../../src-main/engine/strategies/intent.ts';
import { findStrategy } from '../../src-main/engine/strategies/registry.ts';
import type { StrategyDefinition } from '../../src-main/engine/strategies/strategy.ts';
import type { Candle } from '../../src-main/model/candle.ts';

export function strategyNamed(id: string): StrategyDefinition {
  const found = findStrategy(id);
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

/**
 * What the strategy wants at each bar it may judge, `.` where it may not. With `startedAt` it is started at that bar, with
 * the bars before as its history, as a bot is that runs again. Its further series show its own bars.
 */
export function decisionsOf(
  id: string,
  candles: readonly Candle[],
  { params = {}, startedAt = 0 }: { params?: object; startedAt?: number } = {},
): string[] {
  const definition = strategyNamed(id);
  const parsed = definition.params.parse(params);
  const frame = createLiveFrame(definition.indicators(parsed), null);
  const names = Object.keys(definition.series?.(parsed) ?? {});
  const further = { series: new Map(names.map((name) => [name, frame])), indicators: new Map() };
  const run = definition.create(parsed, inputsOf(frame, NO_POSITION, further));
  const warmUp = definition.warmUp(parsed);
  return candles.map((candle, row) => {
    frame.advance(candle);
    if (row < startedAt || frame.count <= warmUp) return '.';
    const intents = run.decide();
    const words = (isList(intents) ? intents : [intents]).map(wordOf);
    return words.join(' ');
  });
}

function wordOf(intent: Intent): string {
  return intent.kind === 'enter' ? intent.side : intent.kind;
}
