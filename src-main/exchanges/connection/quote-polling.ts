import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

const ROUND_MS = 2_000;
const LONGEST_ROUND_MS = 30_000;
const INSTRUMENTS_A_REQUEST = 100;

export type QuotePollingParts = {
  readonly protocol: MarketProtocol;
  readonly timers: Timers;
  readonly log: Log;
  readonly quote: (quote: Quote) => void;
};

/** Prices over REST while a stream is down: one round at a time, slower when it is refused. */
export class QuotePolling {
  readonly #parts: QuotePollingParts;
  #isUnderWay = false;
  #nextAtMs = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(parts: QuotePollingParts) {
    this.#parts = parts;
  }

  /** To be called as time goes by, with the instruments whose stream is down. */
  look(instruments: readonly Instrument[]): void {
    const atMs = this.#parts.timers.monotonicMs();
    if (instruments.length === 0 || this.#isUnderWay || atMs < this.#nextAtMs) return;
    this.#nextAtMs = atMs + Math.min(LONGEST_ROUND_MS, ROUND_MS * 2 ** Math.min(this.#failures, 4));
    this.#isUnderWay = true;
    void this.#round(instruments).finally(() => {
      this.#isUnderWay = false;
    });
  }

  async #round(instruments: readonly Instrument[]): Promise<void> {
    const { protocol, log, quote } = this.#parts;
    for (let from = 0; from < instruments.length; from += INSTRUMENTS_A_REQUEST) {
      const answer = await outcomeOf(protocol.quotes(instruments.slice(from, from + INSTRUMENTS_A_REQUEST)));
      if (!answer.ok) {
        this.#failures++;
        log.warn('prices could not be asked for', { error: answer.error.message });
        return;
      }
      for (const one of answer.value) quote(one);
    }
    this.#failures = 0;
  }
}
