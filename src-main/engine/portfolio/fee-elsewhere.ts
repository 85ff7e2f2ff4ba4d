import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money } from '../../model/money.ts';
import { ZERO_MONEY } from '../../model/money.ts';

/** What a fill's fee took off cash in the books, though the venue took it from an asset that is neither of the two traded. */
export function feeElsewhere({ charged, fee }: Fill, { baseAsset, quoteAsset }: Instrument): Money {
  if (charged === undefined || charged.asset === baseAsset || charged.asset === quoteAsset) return ZERO_MONEY;
  return fee;
}
