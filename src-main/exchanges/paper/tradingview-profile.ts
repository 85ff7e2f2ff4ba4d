import type { PaperCosts } from './costs.ts';
import type { VenueModel } from './venue-model.ts';

export type TradingViewTerms = {
  /** `commission_type = strategy.commission.percent`, in basis points: 0.1 % is 10. */
  readonly commissionBps: number;
  /** `slippage`, in ticks. */
  readonly slippageTicks: number;
};

/**
 * The fill profile `tradingview`: what TradingView's broker emulator does on chart bars.
 * - Prices are rounded to the tick. A market order fills at the next open.
 * - Within a bar prices go open → nearer extreme → other extreme → close; orders fill in the order their prices are met,
 *   those of a bracket set on the way too.
 * - A limit fills when its price is touched, at its price; better, at the open, when the bar opens beyond it.
 * - A stop fills at its trigger; jumped over, at the open.
 * - Slippage, in ticks, is paid by market and stop orders alone. No spread. Commission is a percentage of each fill.
 * - An entry's size is fixed when it is placed: a share of equity at that bar's close, and on top of it what is held on the
 *   other side by then. A reversal is then one order.
 * Not in it: the bar magnifier (feed finer candles instead), `backtest_fill_limits_assumption` (use `penetration`), margin
 * calls, `process_orders_on_close`. Sources: Pine Script user manual, "Strategies" (broker emulator, slippage), and
 * PyneCore's `SimPosition.process_orders`, which is tested against exported trade lists.
 */
export function tradingViewProfile({ commissionBps, slippageTicks }: TradingViewTerms): {
  readonly costs: PaperCosts;
  readonly model: VenueModel;
} {
  return {
    costs: { makerFeeBps: commissionBps, takerFeeBps: commissionBps, spreadBps: 0, slippageBps: 0 },
    model: {
      limits: { kind: 'touch' },
      slippage: { kind: 'ticks', ticks: slippageTicks },
      path: 'openHighLowClose',
      roundToTick: true,
      sizing: 'arrival',
    },
  };
}
