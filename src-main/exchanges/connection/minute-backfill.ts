import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { CandleTrack } from './candle-track.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

/** So many questions for minutes are under way at once; the others wait their turn. */
const AT_ONCE = 12;

export type MinuteBackfillParts = {
  readonly protocol: MarketProtocol;
  readonly log: Log;
  /** The exchange's time; NaN while it is not known. */
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
};

/** Who asks: `done` is called after an answer went into the track. */
export type BackfillCase = { readonly instrument: Instrument; readonly track: CandleTrack; readonly done: () => void };

/** Asks REST for what tracks want, a few at a time, first come first served. */
export class MinuteBackfill {
  readonly #parts: MinuteBackfillParts;
  readonly #waiting = new Map<CandleTrack, BackfillCase>();
  #underWay = 0;

  constructor(parts: MinuteBackfillParts) {
    this.#parts = parts;
  }

  /** To be called as time goes by: what is wanted by now is asked for. */
  look(item: BackfillCase): void {
    if (this.#waiting.has(item.track) || item.track.wanted(this.#parts.nowMs()) === null) return;
    this.#waiting.set(item.track, item);
    this.#next();
  }

  drop(track: CandleTrack): void {
    this.#waiting.delete(track);
  }

  #next(): void {
    while (this.#underWay < AT_ONCE && !this.#parts.signal.aborted) {
      const [first] = this.#waiting.values();
      if (first === undefined) return;
      this.#waiting.delete(first.track);
      void this.#ask(first);
    }
  }

  async #ask(item: BackfillCase): Promise<void> {
    const { protocol, log, nowMs, signal } = this.#parts;
    const asked = item.track.wanted(nowMs());
    if (asked === null) return;
    item.track.asking();
    this.#underWay++;
    const { instrument } = item;
    const page = { instrument, interval: '1m', ...asked, priority: 'data', signal } as const;
    const answer = await outcomeOf(protocol.candlePage(page));
    this.#underWay--;
    if (signal.aborted) return;
    if (answer.ok) item.track.answered(answer.value, asked, nowMs());
    else {
      log.warn('minutes could not be asked for', { instrument: instrument.id, error: answer.error.message });
      item.track.failed(nowMs());
    }
    item.done();
    this.#next();
  }
}
