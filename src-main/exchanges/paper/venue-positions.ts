import { divideHalfUp } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { notionalOf } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { TimestampMs } from '../../model/time.ts';

/** What a bot holds as the venue sees it. */
export type VenuePosition = {
  readonly instrumentId: string;
  /** Negative for a short. */
  readonly quantity: Quantity;
  /** At average cost, same sign. */
  readonly cost: Money;
  /** Of the latest fill. */
  readonly changedMs: TimestampMs;
};

/** Positions by bot, for orders that reduce, funding and liquidation. Each stands alone: margin is isolated. */
export class VenuePositions {
  readonly #byBot = new Map<string, VenuePosition>();

  quantityOf(botId: string): bigint {
    return this.#byBot.get(botId)?.quantity ?? 0n;
  }

  /** How much of the bot's position the order could take off; 0 or less when it holds nothing on the other side. */
  reducible({ botId, side }: Order): bigint {
    const held = this.quantityOf(botId);
    return side === 'sell' ? held : -held;
  }

  /** What an entry closes on top of its own size. */
  oppositeOf(order: Order): bigint {
    if (!order.closesOpposite) return 0n;
    const opposite = this.reducible(order);
    return opposite > 0n ? opposite : 0n;
  }

  /** A copy: whoever goes through it may change what is held. */
  openIn(instrumentId: string): readonly (readonly [botId: string, position: VenuePosition])[] {
    return [...this.#byBot].filter(([, position]) => position.instrumentId === instrumentId);
  }

  apply({ botId, instrumentId, side, quantity, price, timeMs }: Fill): void {
    if (quantity === 0n) return;
    const known = this.#byBot.get(botId);
    const signed = (side === 'buy' ? quantity : -quantity) as Quantity;
    const next = ((known?.quantity ?? 0n) + signed) as Quantity;
    if (next === 0n) this.#byBot.delete(botId);
    else {
      const cost = costAfter(known, signed, next, notionalOf(price, signed));
      this.#byBot.set(botId, { instrumentId, quantity: next, cost, changedMs: timeMs });
    }
  }
}

/** Adding adds to the cost, taking off leaves its average, crossing zero begins anew at the fill's price. */
function costAfter(known: VenuePosition | undefined, signed: Quantity, next: Quantity, notional: Money): Money {
  if (known === undefined) return notional;
  if (known.quantity > 0n === signed > 0n) return (known.cost + notional) as Money;
  if (known.quantity > 0n === next > 0n) return divideHalfUpSigned(known.cost * next, known.quantity);
  return ((notional * next) / signed) as Money;
}

function divideHalfUpSigned(value: bigint, divisor: bigint): Money {
  return (divisor < 0n ? divideHalfUp(-value, -divisor) : divideHalfUp(value, divisor)) as Money;
}
