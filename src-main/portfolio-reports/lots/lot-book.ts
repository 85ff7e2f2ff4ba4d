import { divideHalfUp } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { notionalOf } from '../../model/money.ts';

/** `fifo`: the oldest lot closes first; `lifo`: the newest; `average`: all that is held is one lot. */
export const LOT_METHODS = ['fifo', 'lifo', 'average'] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** Amounts of a lot or a part of one; positive for a short too, fees and funding negative when received. */
export type LotAmounts = { readonly cost: Money; readonly fees: Money; readonly funding: Money };

/** What is still open. `opened` is the fill that opened it; of an average lot the first one. */
export type OpenLot = LotAmounts & {
  readonly side: 'long' | 'short';
  readonly opened: Fill;
  readonly quantity: Quantity;
};

/** What one fill closed of one lot. `realised` is before fees and funding: proceeds − cost, turned round for a short. */
export type LotMatch = LotAmounts & {
  readonly side: 'long' | 'short';
  readonly opened: Fill;
  readonly closed: Fill;
  readonly quantity: Quantity;
  readonly proceeds: Money;
  readonly closingFees: Money;
  readonly realised: Money;
};

/** Funding of what nobody holds belongs to no lot. */
export type LotChange = { readonly matches: readonly LotMatch[]; readonly unheldFunding: Money };

/** Amounts of the whole and what of it is left: each part is the difference of two roundings, so that parts add up. */
type Lot = {
  readonly opened: Fill;
  whole: bigint;
  cost: bigint;
  fees: bigint;
  funding: bigint;
  left: bigint;
};

const restOf = (amount: bigint, { left, whole }: Lot): bigint =>
  left === whole ? amount : divideHalfUp(amount * left, whole);

const amountsLeft = (lot: Lot): LotAmounts => ({
  cost: restOf(lot.cost, lot) as Money,
  fees: restOf(lot.fees, lot) as Money,
  funding: restOf(lot.funding, lot) as Money,
});

/** The lots of one instrument by one method. Fills come in the order of `inOrder`. */
export class LotBook {
  readonly #method: LotMethod;
  readonly #lots: Lot[] = [];
  #side: Fill['side'] = 'buy';

  constructor(method: LotMethod) {
    this.#method = method;
  }

  apply(fill: Fill): LotChange {
    if (fill.quantity === 0n) return { matches: [], unheldFunding: this.#charge(fill.fee) };
    const matches: LotMatch[] = [];
    let open: bigint = fill.quantity;
    while (open > 0n && this.#lots.length > 0 && this.#side !== fill.side) {
      const match = this.#close(fill, open);
      open -= match.quantity;
      matches.push(match);
    }
    if (open > 0n) this.#open(fill, open);
    return { matches, unheldFunding: 0n as Money };
  }

  /** Oldest first. */
  lots(): readonly OpenLot[] {
    const side = this.#side === 'buy' ? 'long' : 'short';
    return this.#lots.map((lot) => ({
      side,
      opened: lot.opened,
      quantity: lot.left as Quantity,
      ...amountsLeft(lot),
    }));
  }

  #close(fill: Fill, open: bigint): LotMatch {
    const lot = (this.#method === 'lifo' ? this.#lots.at(-1) : this.#lots[0]) as Lot;
    const quantity = (open < lot.left ? open : lot.left) as Quantity;
    const before = amountsLeft(lot);
    lot.left -= quantity;
    const after = amountsLeft(lot);
    if (lot.left === 0n) this.#lots.splice(this.#lots.indexOf(lot), 1);
    const cost = (before.cost - after.cost) as Money;
    const proceeds = notionalOf(fill.price, quantity);
    const long = this.#side === 'buy';
    return {
      side: long ? 'long' : 'short',
      opened: lot.opened,
      closed: fill,
      quantity,
      cost,
      fees: (before.fees - after.fees) as Money,
      funding: (before.funding - after.funding) as Money,
      proceeds,
      closingFees: (feeUpTo(fill, open) - feeUpTo(fill, open - quantity)) as Money,
      realised: (long ? proceeds - cost : cost - proceeds) as Money,
    };
  }

  #open(fill: Fill, quantity: bigint): void {
    this.#side = fill.side;
    const cost = fill.price * quantity;
    const fees = feeUpTo(fill, quantity);
    const pool = this.#method === 'average' ? this.#lots[0] : undefined;
    if (pool === undefined) {
      this.#lots.push({ opened: fill, whole: quantity, left: quantity, cost, fees, funding: 0n });
      return;
    }
    const held = amountsLeft(pool);
    pool.left += quantity;
    pool.whole = pool.left;
    pool.cost = held.cost + cost;
    pool.fees = held.fees + fees;
    pool.funding = held.funding;
  }

  /** Funding is shared by the lots by their size, the last takes what rounding leaves. What no lot took comes back. */
  #charge(amount: Money): Money {
    const held = this.#lots.reduce((sum, { left }) => sum + left, 0n);
    let unpaid: bigint = amount;
    for (const [index, lot] of this.#lots.entries()) {
      const isLast = index === this.#lots.length - 1;
      const paid = isLast ? unpaid : divideHalfUp(amount * lot.left, held);
      unpaid -= paid;
      const { cost, fees, funding } = amountsLeft(lot);
      Object.assign(lot, { whole: lot.left, cost, fees, funding: funding + paid });
    }
    return unpaid as Money;
  }
}

/** The fee of the last `quantity` of a fill: what is left of it once the rest has been shared out. */
function feeUpTo(fill: Fill, quantity: bigint): bigint {
  return quantity === fill.quantity ? fill.fee : divideHalfUp(fill.fee * quantity, fill.quantity);
}
