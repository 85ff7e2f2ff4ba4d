import type { Money } from '../model/money.ts';
import { moneyToNumber } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { TimestampMs } from '../model/time.ts';
import { resultOf } from './exports/run-result.ts';
import type { Fidelity, FidelityGrade } from './fidelity/fidelity-of.ts';
import type { Metrics } from './metrics.ts';
import type { PeerMetrics } from './peer-metrics.ts';
import type { BacktestRun } from './recorder.ts';
import type { ReportSections } from './report-sections/report-sections.ts';
import type { Statistics } from './statistics/statistics-of.ts';
import type { EquityCurve } from './thin-curve.ts';
import { drawdownCurve, thinCurve } from './thin-curve.ts';

/** What a person reads of a run: everything but the candles, small enough to send anywhere. */
export type BacktestReport = {
  readonly candles: number;
  readonly firstMs: TimestampMs;
  readonly lastMs: TimestampMs;
  readonly finalEquity: Money;
  readonly metrics: Metrics;
  /** Excursions are the sections' points, groups the sections' tables. */
  readonly statistics: Omit<Statistics, 'excursions' | 'bySide' | 'byExitReason'>;
  readonly peerMetrics: PeerMetrics;
  readonly sections: ReportSections;
  readonly trades: readonly ClosedTrade[];
  readonly curve: EquityCurve;
  readonly refusals: number;
  readonly fidelity: FidelityBadge | null;
};

/** How far the result may be trusted, in words; null when nothing was traded. */
export type FidelityBadge = { readonly grade: FidelityGrade; readonly reasons: readonly string[] };

const MOST_CURVE_POINTS = 2000;

export function reportOf(run: BacktestRun): BacktestReport {
  const { metrics, statistics, peerMetrics, sections, fidelity } = resultOf(run);
  const { openTimeMs } = run.request.candles;
  const { excursions: _excursions, bySide: _bySide, byExitReason: _byExitReason, ...figures } = statistics;
  const drawdown = drawdownCurve(run.equity, moneyToNumber(run.request.capital));
  return {
    candles: openTimeMs.length,
    firstMs: openTimeMs[0] as number,
    lastMs: openTimeMs[openTimeMs.length - 1] as number,
    finalEquity: run.finalEquity,
    metrics,
    statistics: figures,
    peerMetrics,
    sections,
    trades: run.trades,
    curve: thinCurve({ timeMs: openTimeMs, equity: run.equity, drawdown }, MOST_CURVE_POINTS),
    refusals: run.refusals,
    fidelity: badgeOf(fidelity),
  };
}

function badgeOf({ grade, summary, reasons }: Fidelity): FidelityBadge | null {
  return grade === null ? null : { grade, reasons: [summary, ...reasons.map(({ sentence }) => sentence)] };
}
