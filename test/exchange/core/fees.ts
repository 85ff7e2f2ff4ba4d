import { divide, multiply } from './amount.ts';
import type { FeeMode } from './core-types.ts';

export type Fee = { readonly asset: string; readonly amount: bigint };

/** Fees are cut off after 8 places, as both exchanges do. */
const FEE_STEP = 10_000n;
const BASIS = 10_000n;

export type FeeTerms = {
  readonly feeBps: number;
  readonly mode: FeeMode;
  /** What a BNB costs in the order's quote, when that is known, and how much is there. */
  readonly bnbPrice: bigint | undefined;
  readonly bnbFree: bigint;
};

export type Execution = {
  readonly side: 'buy' | 'sell';
  readonly base: string;
  readonly quote: string;
  readonly quantity: bigint;
  readonly value: bigint;
};

/** The fee of one execution, in the asset it is taken from. */
export function feeOf(execution: Execution, terms: FeeTerms): Fee {
  const rate = BigInt(Math.round(terms.feeBps * 100));
  const share = (amount: bigint) => cut((amount * rate) / (BASIS * 100n));
  if (execution.quote === 'USD' || terms.mode === 'quote')
    return { asset: execution.quote, amount: share(execution.value) };
  if (terms.mode === 'bnb' && terms.bnbPrice !== undefined) {
    // A quarter off for paying in BNB.
    const amount = cut(multiply(divide(share(execution.value), terms.bnbPrice), 750_000_000_000n));
    if (amount <= terms.bnbFree) return { asset: 'BNB', amount };
  }
  if (execution.side === 'buy') return { asset: execution.base, amount: share(execution.quantity) };
  return { asset: execution.quote, amount: share(execution.value) };
}

/** What a buy must have beside its value, where fees come from the quote. Rounded up. */
export function feeReserve(value: bigint, quote: string, terms: Pick<FeeTerms, 'feeBps' | 'mode'>): bigint {
  if (quote !== 'USD' && terms.mode !== 'quote') return 0n;
  return (value * BigInt(Math.round(terms.feeBps * 100))) / (BASIS * 100n) + FEE_STEP;
}

function cut(amount: bigint): bigint {
  return amount - (amount % FEE_STEP);
}
