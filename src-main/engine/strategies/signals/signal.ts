import type { ZodType } from 'zod';
import type { IndicatorRequest } from '../../indicators/indicator.ts';
import type { ValueReader } from '../../indicators/value-reader.ts';
import type { StrategyInputs } from '../strategy.ts';

/** The readers of the indicators a signal declared, by its own names. */
export type SignalInputs = (name: string, output?: string) => ValueReader;

/** The candles themselves, up to the bar that just closed. */
export type SignalCandles = Pick<StrategyInputs, 'open' | 'high' | 'low' | 'close' | 'volume'>;

/** A signal at work: its score of the bar that just closed, and the reading it was made from. */
export interface SignalRun {
  /** −1 (sell) to +1 (buy); 0 says nothing, as it does while a reading is missing or would be a division by zero. */
  score(): number;
  value(): number;
}

/**
 * One voice in `signal-blend`. To add one, copy `rsi-signal.ts` and name it in `signals.ts`.
 * Its parameters stand beside `enabled` and `weight` in the bot's `signal_config`.
 */
export type SignalDefinition<Params extends object = object> = {
  readonly name: string;
  readonly defaultWeight: number;
  /** Whether it is heard without being asked for. */
  readonly defaultEnabled: boolean;
  readonly title: string;
  /** What it says when, for the form and its page of documentation. */
  readonly description: string;
  /** Strict object, every field with a default. */
  readonly params: ZodType<Params>;
  indicators(params: Params): Readonly<Record<string, IndicatorRequest>>;
  create(params: Params, inputs: SignalInputs, candles: SignalCandles): SignalRun;
};

export function defineSignal<Params extends object>(definition: SignalDefinition<Params>): SignalDefinition {
  return definition as unknown as SignalDefinition;
}
