import type { Money } from '../../model/money.ts';
import { moneyToNumber, notionalOf, ZERO_MONEY } from '../../model/money.ts';
import type { ClosedTrade } from '../../model/position.ts';
import { definedOrNull } from '../statistics.ts';

/** Notional of every entry and every exit of the trades together, quote asset. */
export function tradedValueOf(trades: readonly ClosedTrade[]): Money {
  return trades.reduce(
    (sum, { entryPrice, exitPrice, quantity }) =>
      (sum + notionalOf(entryPrice, quantity) + notionalOf(exitPrice, quantity)) as Money,
    ZERO_MONEY,
  );
}

/** Traded value ÷ mean equity over the candles: how often the account was bought and sold, entry and exit counting each. */
export function turnoverOf(trades: readonly ClosedTrade[], equity: Float64Array): number | null {
  const average = equity.reduce((sum, value) => sum + value, 0) / equity.length;
  return average > 0 ? definedOrNull(moneyToNumber(tradedValueOf(trades)) / average) : null;
}

/**
 * The fee of every fill, in basis points of its notional, at which these very trades would have made nothing:
 * 10,000 × (profit + fees) ÷ traded value. It stands in place of the fee that was charged; spread and slippage stay in the
 * prices. A round trip has two fills. Negative when the trades lost before fees; null without trades.
 */
export function breakEvenFeeBps(trades: readonly ClosedTrade[]): number | null {
  const gross = trades.reduce((sum, { profit, fee }) => (sum + profit + fee) as Money, ZERO_MONEY);
  return definedOrNull((moneyToNumber(gross) / moneyToNumber(tradedValueOf(trades))) * 10_000);
}
