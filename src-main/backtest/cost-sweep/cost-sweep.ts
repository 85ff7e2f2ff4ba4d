import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Money } from '../../model/money.ts';
import { moneyToText } from '../../model/money.ts';
import type { BacktestRequest } from '../backtest-request.ts';
import type { BacktestHooks } from '../run-backtest.ts';
import { runBacktest } from '../run-backtest.ts';
import { withOneFee } from '../venue-settings.ts';
import type { BreakEven } from './break-even.ts';
import { breakEvenOf, MOST_SLIPPAGE_BPS, USUAL_SEARCH_RUNS } from './break-even.ts';

/** Basis points to try; left out: slippage 0 to 50, fees 0, the request's and twice that. The request's own are always tried. */
export type CostGrid = { readonly slippageBps?: readonly number[]; readonly feeBps?: readonly number[] };

export type CostPoint = {
  readonly slippageBps: number;
  readonly feeBps: number;
  /** Quote asset, exact decimal text: final equity less capital. */
  readonly netProfit: string;
  readonly trades: number;
};

export type CostSweep = {
  /** By fee, then by slippage, both rising. */
  readonly points: readonly CostPoint[];
  /** At the request's own fee and spread. */
  readonly breakEven: BreakEven;
};

/** What one run at some costs came to. */
export type CostRun = { readonly profit: Money; readonly trades: number };
/** Runs at these basis points, or recalls it. */
export type RunAtCosts = (slippageBps: number, feeBps: number) => Outcome<CostRun>;

const SLIPPAGES_BPS = [0, 1, 2, 5, 10, 20, 30, 50];
/** Fees below 0 are rebates. */
const FEE_LIMITS_BPS = { from: -100, to: 1000 };

/** Runs the backtest at every cost of the grid. Fails as a backtest does, and with `badArgument` for costs beyond limits. */
export function sweepCosts(
  request: BacktestRequest,
  grid: CostGrid = {},
  hooks: BacktestHooks = {},
): Outcome<CostSweep> {
  const slippages = rising([...(grid.slippageBps ?? SLIPPAGES_BPS), request.slippageBps]);
  const fees = rising([...(grid.feeBps ?? [0, request.feeBps, 2 * request.feeBps]), request.feeBps]);
  const refused =
    whyNot('slippageBps', slippages, { from: 0, to: MOST_SLIPPAGE_BPS }) ?? whyNot('feeBps', fees, FEE_LIMITS_BPS);
  if (refused !== null) return fail('badArgument', refused);
  const runAt = remembered(request, hooks, slippages.length * fees.length + USUAL_SEARCH_RUNS);
  const points: CostPoint[] = [];
  for (const feeBps of fees) {
    for (const slippageBps of slippages) {
      const run = runAt(slippageBps, feeBps);
      if (!run.ok) return run;
      const { profit, trades } = run.value;
      points.push({ slippageBps, feeBps, netProfit: moneyToText(profit), trades });
    }
  }
  const breakEven = breakEvenOf(slippages, (slippageBps) => runAt(slippageBps, request.feeBps));
  return breakEven.ok ? succeed({ points, breakEven: breakEven.value }) : breakEven;
}

/** Each cost is run once; progress counts the runs. */
function remembered(request: BacktestRequest, hooks: BacktestHooks, usualRuns: number): RunAtCosts {
  const known = new Map<string, CostRun>();
  return (slippageBps, feeBps) => {
    const key = `${slippageBps} ${feeBps}`;
    const before = known.get(key);
    if (before !== undefined) return succeed(before);
    const done = known.size;
    const run = runBacktest(
      { ...request, slippageBps, feeBps, ...venueAt(request, feeBps) },
      { ...hooks, onProgress: (fraction) => hooks.onProgress?.(Math.min(1, (done + fraction) / usualRuns)) },
    );
    if (!run.ok) return run;
    const { finalEquity, trades } = run.value;
    const value = { profit: (finalEquity - request.capital) as Money, trades: trades.length };
    known.set(key, value);
    return succeed(value);
  };
}

/** Another fee than the request's own stands for the venue's fees of makers, takers and tiers too. */
function venueAt({ venue, feeBps: own }: BacktestRequest, feeBps: number): Pick<BacktestRequest, 'venue'> {
  return venue === undefined || feeBps === own ? {} : { venue: withOneFee(venue) };
}

function rising(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function whyNot(name: string, values: readonly number[], { from, to }: { from: number; to: number }): string | null {
  const wrong = values.find((value) => !(value >= from && value <= to));
  return wrong === undefined ? null : `${name} is ${wrong}, expected ${from} to ${to}`;
}
