import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

export const REFRESH_INSTRUMENTS_MS = 3_600_000;
/** A refusal that smells of new rules asks for them at once, but no more often than this. */
const SOONEST_REFRESH_MS = 30_000;

export type InstrumentListParts = { readonly protocol: MarketProtocol; readonly timers: Timers; readonly log: Log };

/** What the exchange lists, as it said last. */
export class InstrumentList {
  readonly #parts: InstrumentListParts;
  #list: readonly Instrument[] = [];
  #byId: ReadonlyMap<string, Instrument> = new Map();
  #loadedAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: InstrumentListParts) {
    this.#parts = parts;
  }

  all(): readonly Instrument[] {
    return this.#list;
  }

  find(instrumentId: string): Instrument | undefined {
    return this.#byId.get(instrumentId);
  }

  /** The list before stays when the new one cannot be had. */
  async load(): Promise<Outcome<void>> {
    const { protocol, timers, log } = this.#parts;
    this.#loadedAtMs = timers.monotonicMs();
    const answer = await outcomeOf(protocol.instruments());
    if (!answer.ok) {
      log.warn('instruments could not be loaded', { venue: protocol.venue, error: answer.error.message });
      return answer;
    }
    this.#list = answer.value;
    this.#byId = new Map(answer.value.map((instrument) => [instrument.id, instrument]));
    return succeed(undefined);
  }

  /** Rules may have changed: asked for anew, unless that was done just now. */
  async suspect(): Promise<void> {
    if (this.#parts.timers.monotonicMs() - this.#loadedAtMs >= SOONEST_REFRESH_MS) await this.load();
  }
}
