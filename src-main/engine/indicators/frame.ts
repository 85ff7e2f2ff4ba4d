import type { Candle, CandleColumns } from '../../model/candle.ts';
import type { Interval } from '../../model/time.ts';
import type { IndicatorRequest } from './indicator.ts';
import type { ValueReader } from './value-reader.ts';

/**
 * One series of candles with the indicators a strategy declared, up to now. Two forms give the same values to the bit:
 * `createReplayFrame` walks columns that are all there and computes each indicator's series once; `createLiveFrame`
 * grows by one candle at a time and steps them.
 */
export interface Frame {
  /** Candles closed so far, warm-up included. */
  readonly count: number;
  /** Open time of the latest closed candle; −Infinity before the first. */
  readonly lastOpenMs: number;
  readonly openTimeMs: ValueReader;
  readonly open: ValueReader;
  readonly high: ValueReader;
  readonly low: ValueReader;
  readonly close: ValueReader;
  readonly volume: ValueReader;
  /** Throws when `name` was not declared, or when `output` is needed or unknown. */
  indicator(name: string, output?: string): ValueReader;
  /** Takes the next closed candle. Candles not newer than the latest are ignored: false. */
  advance(candle: Candle): boolean;
}

export type IndicatorRequests = Readonly<Record<string, IndicatorRequest>>;

/** Whose candles a frame holds. */
export type FrameSource = { readonly instrumentId: string; readonly interval: Interval };

/** Makes one frame of a bot. `history` holds the closed candles before the first `advance`. */
export type FrameFactory = (requests: IndicatorRequests, history: CandleColumns | null, source: FrameSource) => Frame;

/** Finds the output column a reader asked for. */
export function outputIndex(requests: IndicatorRequests, name: string, output: string | undefined): number {
  const outputs = requests[name]?.definition.outputs;
  if (outputs === undefined) {
    throw new Error(`indicator is "${name}", expected one that was declared: ${Object.keys(requests).join(', ')}`);
  }
  const index = output === undefined && outputs.length === 1 ? 0 : outputs.indexOf(output ?? '');
  if (index < 0) throw new Error(`output of ${name} is "${output ?? ''}", expected one of ${outputs.join(', ')}`);
  return index;
}
