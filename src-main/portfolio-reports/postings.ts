import type { Fill } from '../model/fill.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { notionalOf } from '../model/money.ts';

/**
 * Where an amount went. `wallet` is what the venue's balance changes by, `market` who was traded with, `fees` and `funding`
 * what they cost. `valued` is what the engine counts in the quote asset for a fee that was paid in a third one, with `fees`
 * against it: cash as the engine has it is wallet + valued of the quote asset.
 */
export type PostingAccount = 'wallet' | 'market' | 'fees' | 'funding' | 'valued';

/** One leg of double entry; the legs of a fill add up to 0 in each asset. Money has 20 places, for quantities too. */
export type Posting = { readonly account: PostingAccount; readonly asset: string; readonly amount: Money };

/** A quantity has 8 places. */
const QUANTITY_TO_MONEY = 10n ** 12n;

type Assets = Pick<Instrument, 'baseAsset' | 'quoteAsset'>;

/** The legs of a fill, those of amount 0 left out. */
export function postingsOf(fill: Fill, assets: Assets): readonly Posting[] {
  return [...tradeLegs(fill, assets), ...feeLegs(fill, assets)].filter(({ amount }) => amount !== 0n);
}

function pair(account: PostingAccount, other: PostingAccount, asset: string, amount: bigint): readonly Posting[] {
  return [
    { account, asset, amount: amount as Money },
    { account: other, asset, amount: -amount as Money },
  ];
}

/** What changed hands before any fee. */
function tradeLegs(fill: Fill, { baseAsset, quoteAsset }: Assets): readonly Posting[] {
  const sign = fill.side === 'buy' ? 1n : -1n;
  const gross = fill.quantity + sign * missingBase(fill, baseAsset);
  return [
    ...pair('wallet', 'market', baseAsset, sign * gross * QUANTITY_TO_MONEY),
    ...pair('wallet', 'market', quoteAsset, -sign * notionalOf(fill.price, gross as Fill['quantity'])),
  ];
}

/** What a fee in the base asset kept back of the quantity, as the ledger counts it: its value ÷ the fill's price. */
function missingBase({ charged, fee, price }: Fill, baseAsset: string): bigint {
  return charged?.asset === baseAsset && charged.source === 'fill' ? fee / price : 0n;
}

function feeLegs(fill: Fill, { baseAsset, quoteAsset }: Assets): readonly Posting[] {
  const { fee, charged } = fill;
  const expense = fill.purpose === 'funding' ? 'funding' : 'fees';
  if (charged === undefined) return pair('wallet', expense, quoteAsset, -fee);
  const missing = missingBase(fill, baseAsset);
  if (missing !== 0n) return pair('wallet', expense, baseAsset, -missing * QUANTITY_TO_MONEY);
  return [...pair('wallet', expense, charged.asset, -charged.amount), ...pair('valued', expense, quoteAsset, -fee)];
}
