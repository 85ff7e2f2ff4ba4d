import type { Candle, CandleColumns } from '../../model/candle.ts';
import type { Frame, IndicatorRequests } from './frame.ts';
import { outputIndex } from './frame.ts';
import type { ValueReader } from './value-reader.ts';
import { ColumnReader } from './value-reader.ts';

/** A frame over a tape that is known in full: readers still end at now, because the cursor does. */
class ReplayFrame implements Frame {
  readonly openTimeMs: ValueReader;
  readonly open: ValueReader;
  readonly high: ValueReader;
  readonly low: ValueReader;
  readonly close: ValueReader;
  readonly volume: ValueReader;
  readonly #times: Float64Array;
  readonly #cursor = { now: -1 };
  readonly #requests: IndicatorRequests;
  readonly #series: ReadonlyMap<string, readonly Float64Array[]>;

  constructor(tape: CandleColumns, requests: IndicatorRequests) {
    const read = (values: Float64Array): ValueReader => new ColumnReader({ values }, this.#cursor);
    this.openTimeMs = read(tape.openTimeMs);
    this.open = read(tape.open);
    this.high = read(tape.high);
    this.low = read(tape.low);
    this.close = read(tape.close);
    this.volume = read(tape.volume);
    this.#times = tape.openTimeMs;
    this.#requests = requests;
    this.#series = new Map(
      Object.entries(requests).map(([name, { definition, params }]) => [name, definition.series(tape, params)]),
    );
  }

  get count(): number {
    return this.#cursor.now + 1;
  }

  get lastOpenMs(): number {
    return this.#times[this.#cursor.now] ?? Number.NEGATIVE_INFINITY;
  }

  indicator(name: string, output?: string): ValueReader {
    const values = this.#series.get(name)?.[outputIndex(this.#requests, name, output)];
    if (values === undefined) throw new Error(`indicator ${name} gave fewer columns than it declares`);
    return new ColumnReader({ values }, this.#cursor);
  }

  advance(candle: Candle): boolean {
    const next = this.#cursor.now + 1;
    if (this.#times[next] !== candle.openTimeMs) {
      throw new Error(`candle opens at ${candle.openTimeMs}, expected the tape's ${this.#times[next] ?? 'end'}`);
    }
    this.#cursor.now = next;
    return true;
  }
}

export function createReplayFrame(tape: CandleColumns, requests: IndicatorRequests): Frame {
  return new ReplayFrame(tape, requests);
}
