import type { BacktestResultView } from '../../src-preload/contract/research-views.ts';
import type { TradeMomentsView } from '../../src-preload/contract/trade-moment-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import type { BacktestJobPorts } from './backtest-job.ts';
import { readAgain } from './backtest-job.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';

/** What the strategy saw when a trade of a result began and ended, from the candles it was made on. */
export async function readTradeMoments(
  ports: BacktestJobPorts,
  result: BacktestResultView,
  { entryTimeMs, exitTimeMs }: BacktestResultView['trades'][number],
): Promise<Outcome<TradeMomentsView>> {
  const { strategyId } = result.request;
  if (isOwnStrategy(strategyId)) {
    return fail('badArgument', `strategy is "${strategyId}", expected a shipped one: not for own strategies yet`);
  }
  const read = await readAgain(ports, result);
  return read.ok ? ports.pool.trade({ request: read.value.engine, entryTimeMs, exitTimeMs }) : read;
}
