import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Journal } from '../engine/ports/journal.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { checkRequest } from './backtest-request.ts';
import type { PortfolioRequest } from './portfolio-request.ts';
import { checkPortfolio } from './portfolio-request.ts';
import type { BacktestRun } from './recorder.ts';
import type { ReplayHooks } from './replay.ts';
import { replay } from './replay.ts';
import { openSession } from './session.ts';

/** What a long run says and asks while it works. */
export type BacktestHooks = ReplayHooks & {
  /** Where `strategyId` is looked up; the shipped strategies when left out. */
  readonly findStrategy?: FindStrategy;
};

const BOT_ID = 'backtest';

/** Runs a strategy over a series through the engine that also trades live. Equal requests give equal results to the bit. */
export function runBacktest(request: BacktestRequest, hooks: BacktestHooks = {}): Outcome<BacktestRun> {
  return run(request, hooks);
}

/** The same run with somebody who is told what is written down of each order, and why it left. */
export function runWatched(request: BacktestRequest, watcher: Journal): Outcome<BacktestRun> {
  return run(request, {}, watcher);
}

function run(request: BacktestRequest, hooks: BacktestHooks, watcher?: Journal): Outcome<BacktestRun> {
  const checked = checkRequest(request, hooks.findStrategy);
  if (!checked.ok) return checked;
  const portfolio = checkPortfolio(portfolioOf(checked.value), hooks.findStrategy);
  if (!portfolio.ok) return portfolio;
  const session = openSession(portfolio.value, checked.value, hooks.findStrategy, watcher);
  return replay(session, hooks) ? succeed(session.recorder.result()) : fail('cancelled', 'the backtest was cancelled');
}

/** A portfolio of one bot. */
function portfolioOf(request: BacktestRequest): PortfolioRequest {
  const { instrument, interval, candles, strategyId, params, risk, regimes, others = [], ...settings } = request;
  const bot = { id: BOT_ID, name: strategyId, instrumentId: instrument.id, interval, strategyId, params, risk };
  return {
    ...settings,
    tapes: [{ instrument, interval, candles }, ...others],
    bots: [regimes === undefined ? bot : { ...bot, regimes }],
  };
}
