import type { Quantity } from '../../model/money.ts';
import { QUANTITY_SCALE, quantityToNumber } from '../../model/money.ts';

const QUANTITY_ONE = 10 ** QUANTITY_SCALE;

/**
 * What one market message has to give, all our orders together: volume × participation, rounded down. What one order takes
 * is not there for the next.
 */
export class Liquidity {
  readonly #participation: number | null;
  #volume = 0;
  #left = 0n;
  #used = 0n;

  /** `participation` is a share of 1; null for no bound. */
  constructor(participation: number | null) {
    this.#participation = participation;
  }

  /** A new bar or trade of `volume`, base asset. */
  begin(volume: number): void {
    this.#volume = volume;
    this.#used = 0n;
    if (this.#participation === null) return;
    const allowed = Math.floor(volume * this.#participation * QUANTITY_ONE);
    this.#left = Number.isFinite(allowed) && allowed > 0 ? BigInt(allowed) : 0n;
  }

  /** Null without a bound. */
  left(): Quantity | null {
    return this.#participation === null ? null : (this.#left as Quantity);
  }

  take(quantity: Quantity): void {
    this.#used += quantity;
    if (this.#participation !== null) this.#left -= quantity;
  }

  /** Of the message, base asset. */
  volume(): number {
    return this.#volume;
  }

  /** What our orders took of it so far, base asset. */
  used(): number {
    return quantityToNumber(this.#used as Quantity);
  }
}
