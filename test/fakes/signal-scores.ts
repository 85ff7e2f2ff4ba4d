import { createLiveFrame } from '../../src-main/engine/indicators/live-frame.ts';
import { createReplayFrame } from '../../src-main/engine/indicators/replay-frame.ts';
import type { SignalDefinition } from '../../src-main/engine/strategies/signals/signal.ts';
import { SIGNALS } from '../../src-main/engine/strategies/signals/signals.ts';
import { longestWarmUp } from '../../src-main/engine/strategies/strategy.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';

export type SignalReading = { readonly score: number; readonly value: number };

export function signalNamed(name: string): SignalDefinition {
  const found = SIGNALS.find((signal) => signal.name === name);
  if (found === undefined) throw new Error(`${name} is no signal`);
  return found;
}

/** Score and value of a signal at every bar, those before its warm-up included, live or over the whole tape. */
export function signalReadings(
  name: string,
  candles: readonly Candle[],
  { params = {}, live = true }: { params?: object; live?: boolean } = {},
): SignalReading[] {
  const signal = signalNamed(name);
  const parsed = signal.params.parse(params);
  const requests = signal.indicators(parsed);
  const frame = live ? createLiveFrame(requests, null) : createReplayFrame(candleColumnsOf([...candles]), requests);
  const run = signal.create(parsed, (indicator, output) => frame.indicator(indicator, output), frame);
  return candles.map((candle) => {
    frame.advance(candle);
    return { score: run.score(), value: run.value() };
  });
}

/** Bars a signal eats before the first it may judge. */
export function signalWarmUp(name: string, params: object = {}): number {
  const signal = signalNamed(name);
  return longestWarmUp(signal.indicators(signal.params.parse(params)));
}
