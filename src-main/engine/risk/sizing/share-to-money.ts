import type { Money, Ratio } from '../../../model/money.ts';
import { RATIO_SCALE, shareOf, ZERO_MONEY } from '../../../model/money.ts';

const ONE = 10 ** RATIO_SCALE;
/** Beyond this a float64 no longer tells the twelfth place. */
const MOST_SHARE = 9000;

/**
 * The wall between statistics and money: a share of an amount, never more than the float reads as and never more than `most`.
 * What is no number, or not above 0, is nothing.
 */
export function shareToMoney(amount: Money, share: number, most: Money): Money {
  if (!(share > 0) || amount <= 0n || most <= 0n) return ZERO_MONEY;
  if (share >= MOST_SHARE) return most;
  const units = Math.floor(share * ONE);
  // The product may have been rounded up to the next whole number.
  const ratio = BigInt(units / ONE > share ? units - 1 : units) as Ratio;
  const part = shareOf(amount, ratio);
  return part < most ? part : most;
}
