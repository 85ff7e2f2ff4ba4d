import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import { moneyToText } from '../model/money.ts';
import type { BacktestRequest } from './backtest-request.ts';
import type { Bound } from './bounds.ts';
import { boundsOf } from './bounds.ts';
import type { CheckReport } from './checks/check-report.ts';
import { checkStrategy } from './checks/check-strategy.ts';
import type { CostSweep } from './cost-sweep/cost-sweep.ts';
import { sweepCosts } from './cost-sweep/cost-sweep.ts';
import type { BacktestHooks } from './run-backtest.ts';

/** `costs`: at other costs and at both bounds; `checks`: look-ahead, warm-up, repainting. */
export type StudyKind = 'costs' | 'checks';

/** Net profit in the quote asset, exact decimal text. */
type BoundText = Omit<Bound, 'netProfit'> & { readonly netProfit: string };

export type CostStudy = {
  readonly study: 'costs';
  readonly sweep: CostSweep;
  readonly bounds: { readonly pessimistic: BoundText; readonly optimistic: BoundText };
};
export type CheckStudy = { readonly study: 'checks'; readonly report: CheckReport };
export type Study = CostStudy | CheckStudy;

/** Of some 38 runs the sweep has 36. */
const SWEEP_SHARE = 0.95;

/** What a result is worth, asked of shipped strategies on the request of a run that was made. Fails as a run does. */
export function runStudy(request: BacktestRequest, kind: StudyKind, hooks: BacktestHooks = {}): Outcome<Study> {
  return kind === 'costs' ? studyCosts(request, hooks) : studyChecks(request, hooks);
}

function studyCosts(request: BacktestRequest, hooks: BacktestHooks): Outcome<Study> {
  const told = (from: number, share: number): BacktestHooks => ({
    ...hooks,
    onProgress: (fraction) => hooks.onProgress?.(from + fraction * share),
  });
  const sweep = sweepCosts(request, {}, told(0, SWEEP_SHARE));
  if (!sweep.ok) return sweep;
  const bounds = boundsOf(request, told(SWEEP_SHARE, 1 - SWEEP_SHARE));
  if (!bounds.ok) return bounds;
  const { pessimistic, optimistic } = bounds.value;
  const texts = { pessimistic: textOf(pessimistic), optimistic: textOf(optimistic) };
  return succeed({ study: 'costs', sweep: sweep.value, bounds: texts });
}

function textOf({ netProfit, trades }: Bound): BoundText {
  return { netProfit: moneyToText(netProfit), trades };
}

function studyChecks(request: BacktestRequest, hooks: BacktestHooks): Outcome<Study> {
  const { strategyId, params, candles, instrument, interval, others = [] } = request;
  const definition = findStrategy(strategyId);
  if (definition === undefined) {
    return fail('unknownStrategy', `strategy is "${strategyId}", expected a shipped one`);
  }
  const report = checkStrategy(definition, params, candles, { instrument, interval, others, ...hooks });
  return report.ok ? succeed({ study: 'checks', report: report.value }) : report;
}
