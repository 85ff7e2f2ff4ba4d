import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import { divideCeil } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Price, Quantity, Ratio } from '../../model/money.ts';
import { feeOf, priceFromNumber, RATIO_SCALE, ratioFromBps, ratioFromNumber } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import type { PaperCosts } from './costs.ts';

/** The rates from a trailing volume on. Basis points; negative is a rebate. */
export type FeeTier = {
  /** Quote volume of the account's fills over the trailing 30 days, the fill in question not counted. */
  readonly fromVolume: Money;
  readonly makerFeeBps: number;
  readonly takerFeeBps: number;
};

/** A price that changes: each counts from its time on. Both columns of one length, times increasing. */
export type PriceSeries = { readonly timeMs: Float64Array; readonly price: Float64Array };

/**
 * Fees paid in a third asset at a discount, as BNB at Binance (25 %). Rule: while any of the asset is left and its price is
 * known, a fee is its rate × (1 − discount), the asset's quantity is that value ÷ its price, rounded up, and the fill that
 * empties it still has the discount. The asset lies outside the account: what is taken of it is charged to cash at its
 * value in the quote asset, so that `Fill.fee` and equity stay in one currency. Rebates have no discount.
 */
export type FeeAsset = {
  readonly discountFraction: number;
  /** Quote asset per fee asset; fixed, or by time. */
  readonly price: number | PriceSeries;
  /** Null: never runs out. */
  readonly balance: Quantity | null;
};

type Rates = { readonly fromVolume: bigint; readonly maker: Ratio; readonly taker: Ratio };

const WINDOW_MS = 30 * DAY_MS;
const RATIO_ONE = 10n ** BigInt(RATIO_SCALE);

/** What a fill costs: by tier, by who waited for whom, and by what it is paid in. The 30 days roll with the clock. */
export class FeeSchedule {
  readonly #tiers: readonly Rates[];
  readonly #asset: FeeAsset | null;
  readonly #discount: Ratio;
  readonly #times: TimestampMs[] = [];
  readonly #volumes: bigint[] = [];
  #oldest = 0;
  #volume = 0n;
  #balance: bigint | null;

  constructor(costs: PaperCosts, tiers: readonly FeeTier[] = [], asset: FeeAsset | null = null) {
    const rates = tiers.length === 0 ? [{ ...costs, fromVolume: 0n as Money }] : tiers;
    this.#tiers = rates.map(({ fromVolume, makerFeeBps, takerFeeBps }) => ({
      fromVolume,
      maker: ratioFromBps(makerFeeBps),
      taker: ratioFromBps(takerFeeBps),
    }));
    const problem = checkFeeTiers(this.#tiers);
    if (problem !== null) throw new RangeError(`expected ${problem}`);
    this.#asset = asset;
    this.#discount = ratioFromNumber(asset?.discountFraction ?? 0);
    this.#balance = asset?.balance ?? null;
  }

  /** Of the notional, before the fill it is asked for. */
  rateAt(liquidity: Fill['liquidity'], timeMs: TimestampMs): Ratio {
    const tier = this.#tierAt(timeMs);
    const rate = liquidity === 'maker' ? tier.maker : tier.taker;
    if (rate <= 0n || this.#assetPrice(timeMs) === null) return rate;
    return divideCeil(rate * (RATIO_ONE - this.#discount), RATIO_ONE) as Ratio;
  }

  /** The fee of a fill at that rate, quote asset; counts its volume and takes the fee asset. */
  charge(notional: Money, rate: Ratio, timeMs: TimestampMs): Money {
    const fee = feeOf(notional, rate);
    const price = this.#assetPrice(timeMs);
    if (price !== null && this.#balance !== null && fee > 0n) {
      const taken = divideCeil(fee, price);
      this.#balance = taken < this.#balance ? this.#balance - taken : 0n;
    }
    this.count(notional, timeMs);
    return fee;
  }

  /** Counts the volume of a fill that was charged before, as after a restart. */
  count(notional: Money, timeMs: TimestampMs): void {
    if (this.#tiers.length === 1) return;
    this.#times.push(timeMs);
    this.#volumes.push(notional);
    this.#volume += notional;
  }

  /** What is left of the fee asset; null when it never runs out or there is none. */
  balance(): Quantity | null {
    return this.#balance as Quantity | null;
  }

  #tierAt(timeMs: TimestampMs): Rates {
    const lowest = this.#tiers[0] as Rates;
    if (this.#tiers.length === 1) return lowest;
    while (this.#oldest < this.#times.length && (this.#times[this.#oldest] as number) <= timeMs - WINDOW_MS) {
      this.#volume -= this.#volumes[this.#oldest] as bigint;
      this.#oldest++;
    }
    return this.#tiers.findLast(({ fromVolume }) => fromVolume <= this.#volume) ?? lowest;
  }

  /** Null while the fee asset does not pay: there is none, it is used up, or nobody knows its price yet. */
  #assetPrice(timeMs: TimestampMs): Price | null {
    if (this.#asset === null || this.#balance === 0n) return null;
    const { price } = this.#asset;
    const now = typeof price === 'number' ? price : lastAt(price, timeMs);
    return now === null ? null : priceFromNumber(now);
  }
}

/** What is wrong with tiers, or null: they begin at volume 0 and each at more than the one before. */
export function checkFeeTiers(tiers: readonly { readonly fromVolume: bigint }[]): string | null {
  const index = tiers.findIndex(({ fromVolume }, at) =>
    at === 0 ? fromVolume !== 0n : fromVolume <= (tiers[at - 1]?.fromVolume ?? 0n),
  );
  return index < 0 ? null : `fee tier ${index} to begin at ${index === 0 ? 'volume 0' : 'more than the one before'}`;
}

function lastAt({ timeMs, price }: PriceSeries, atMs: TimestampMs): number | null {
  return price[firstIndexAtOrAfter(timeMs, atMs + 1) - 1] ?? null;
}
