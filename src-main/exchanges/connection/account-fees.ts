import type { Log } from '../../engine/ports/log.ts';
import type { FeeRates } from '../../model/execution-style.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { OrderProtocol } from './order-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

/** A tier goes by the volume of 30 days: what is an hour old is still right, or nearly. */
const FRESH_MS = 3_600_000;
const RETRY_MS = 60_000;

export type AccountFeesParts = {
  readonly protocol: Pick<OrderProtocol, 'feeRates'>;
  readonly timers: Pick<Timers, 'monotonicMs'>;
  readonly log: Log;
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
};

type Known = { readonly rates: FeeRates | null; readonly askAgainMs: number };

/** What the account of one key pays for trading, as its exchange says: asked for when it is wanted, kept for an hour. */
export class AccountFees {
  readonly #parts: AccountFeesParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: AccountFeesParts) {
    this.#parts = parts;
  }

  /** Null until the exchange has answered, and where it does not tell; what is known holds while it is asked again. */
  of(instrumentId: string): FeeRates | null {
    const { protocol, timers, findInstrument } = this.#parts;
    const known = this.#known.get(instrumentId);
    const nowMs = timers.monotonicMs();
    const instrument = findInstrument(instrumentId);
    if (protocol.feeRates === undefined || instrument === undefined) return null;
    if (known === undefined || nowMs >= known.askAgainMs) void this.#ask(instrument, known?.rates ?? null);
    return known?.rates ?? null;
  }

  async #ask(instrument: Instrument, before: FeeRates | null): Promise<void> {
    const { protocol, timers, log } = this.#parts;
    this.#known.set(instrument.id, { rates: before, askAgainMs: timers.monotonicMs() + RETRY_MS });
    if (protocol.feeRates === undefined) return;
    const told = await outcomeOf(protocol.feeRates(instrument));
    if (told.ok) this.#known.set(instrument.id, { rates: told.value, askAgainMs: timers.monotonicMs() + FRESH_MS });
    else
      log.warn('what an account pays could not be asked for', {
        instrument: instrument.id,
        reason: told.error.message,
      });
  }
}

/** Of shares as exchanges write them, such as 0.001 for a tenth of a percent. */
export function ratesFromShares(maker: number, taker: number): FeeRates {
  return { makerFeeBps: inBps(maker), takerFeeBps: inBps(taker) };
}

/** To a millionth of a basis point: float64 leaves a rest in the last digits. */
const inBps = (share: number): number => Number((share * 10_000).toFixed(6));
