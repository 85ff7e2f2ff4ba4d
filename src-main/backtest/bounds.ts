import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { BarPath } from '../exchanges/paper/bar-path.ts';
import type { Money } from '../model/money.ts';
import type { BacktestRequest } from './backtest-request.ts';
import type { BacktestHooks } from './run-backtest.ts';
import { runBacktest } from './run-backtest.ts';

/** One reading of what happened inside the candles, and what the run came to under it. */
export type Bound = { readonly netProfit: Money; readonly trades: number };

/**
 * The same run with every doubt inside a candle read against us and for us. What the candles say lies between the two for
 * each order on its own; a strategy that goes on differently after a different fill may end outside.
 */
export type Bounds = { readonly pessimistic: Bound; readonly optimistic: Bound };

/** Two runs; hooks and failures are those of a run. */
export function boundsOf(request: BacktestRequest, hooks: BacktestHooks = {}): Outcome<Bounds> {
  const pessimistic = boundOf(request, 'pessimistic', hooks);
  if (!pessimistic.ok) return pessimistic;
  const optimistic = boundOf(request, 'optimistic', hooks);
  if (!optimistic.ok) return optimistic;
  return succeed({ pessimistic: pessimistic.value, optimistic: optimistic.value });
}

function boundOf(request: BacktestRequest, path: BarPath, hooks: BacktestHooks): Outcome<Bound> {
  const run = runBacktest({ ...request, venue: { ...request.venue, path } }, hooks);
  if (!run.ok) return run;
  const netProfit = (run.value.finalEquity - request.capital) as Money;
  return succeed({ netProfit, trades: run.value.trades.length });
}
