import type { Candle, CandleColumns } from '../model/candle.ts';

/** The candle at a row of the tape, read where it lies: nothing is copied but what somebody asks for. */
export class TapeCandle implements Candle {
  row = 0;
  readonly #tape: CandleColumns;

  constructor(tape: CandleColumns) {
    this.#tape = tape;
  }

  get openTimeMs(): number {
    return this.#tape.openTimeMs[this.row] as number;
  }

  get open(): number {
    return this.#tape.open[this.row] as number;
  }

  get high(): number {
    return this.#tape.high[this.row] as number;
  }

  get low(): number {
    return this.#tape.low[this.row] as number;
  }

  get close(): number {
    return this.#tape.close[this.row] as number;
  }

  get volume(): number {
    return this.#tape.volume[this.row] as number;
  }
}
