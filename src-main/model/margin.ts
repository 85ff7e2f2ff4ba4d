import { divideCeil } from './decimal.ts';
import type { Money } from './money.ts';
import { RATIO_SCALE, ratioFromNumber } from './money.ts';

const RATIO_ONE = 10n ** BigInt(RATIO_SCALE);

/** What a notional binds at a leverage: notional ÷ leverage, rounded up. */
export function marginOf(notional: Money, leverage: number): Money {
  return leverage === 1 ? notional : (divideCeil(notional * RATIO_ONE, ratioFromNumber(leverage)) as Money);
}
