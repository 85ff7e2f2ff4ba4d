import type { Money } from '../model/money.ts';
import { moneyToNumber } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { TimestampMs } from '../model/time.ts';
import type { Metrics } from './metrics.ts';
import { metricsOf } from './metrics.ts';
import type { BacktestRun } from './recorder.ts';
import type { EquityCurve } from './thin-curve.ts';
import { drawdownCurve, thinCurve } from './thin-curve.ts';

/** What a person reads of a run: everything but the candles, small enough to send anywhere. */
export type BacktestReport = {
  readonly candles: number;
  readonly firstMs: TimestampMs;
  readonly lastMs: TimestampMs;
  readonly finalEquity: Money;
  readonly metrics: Metrics;
  readonly trades: readonly ClosedTrade[];
  readonly curve: EquityCurve;
  readonly refusals: number;
};

const MOST_CURVE_POINTS = 2000;

export function reportOf(run: BacktestRun): BacktestReport {
  const { openTimeMs } = run.request.candles;
  const drawdown = drawdownCurve(run.equity, moneyToNumber(run.request.capital));
  return {
    candles: openTimeMs.length,
    firstMs: openTimeMs[0] as number,
    lastMs: openTimeMs[openTimeMs.length - 1] as number,
    finalEquity: run.finalEquity,
    metrics: metricsOf(run),
    trades: run.trades,
    curve: thinCurve({ timeMs: openTimeMs, equity: run.equity, drawdown }, MOST_CURVE_POINTS),
    refusals: run.refusals,
  };
}
