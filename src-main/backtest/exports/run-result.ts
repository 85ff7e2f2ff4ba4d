import type { Regime } from '../../model/regime.ts';
import { entryRegimes } from '../entry-regimes.ts';
import { fidelityFactsOf } from '../fidelity/fidelity-facts.ts';
import type { Fidelity } from '../fidelity/fidelity-of.ts';
import { fidelityOf } from '../fidelity/fidelity-of.ts';
import type { Metrics } from '../metrics.ts';
import { metricsOf } from '../metrics.ts';
import type { PeerMetrics } from '../peer-metrics.ts';
import { peerMetricsOf } from '../peer-metrics.ts';
import type { BacktestRun } from '../recorder.ts';
import type { ReportSections } from '../report-sections/report-sections.ts';
import { sectionsOf } from '../report-sections/report-sections.ts';
import type { Statistics } from '../statistics/statistics-of.ts';
import { statisticsOf } from '../statistics/statistics-of.ts';

/** A run with everything that is computed of it, once for all that is written. */
export type RunResult = {
  readonly run: BacktestRun;
  readonly metrics: Metrics;
  readonly statistics: Statistics;
  readonly peerMetrics: PeerMetrics;
  readonly sections: ReportSections;
  readonly fidelity: Fidelity;
  /** One a trade; null where it was not known. */
  readonly entryRegimes: readonly (Regime | null)[];
};

export function resultOf(run: BacktestRun): RunResult {
  const statistics = statisticsOf(run);
  const regimes = entryRegimes(run);
  return {
    run,
    metrics: metricsOf(run),
    statistics,
    peerMetrics: peerMetricsOf(run),
    sections: sectionsOf(run, { ...statistics, entryRegimes: regimes }),
    fidelity: fidelityOf(fidelityFactsOf(run)),
    entryRegimes: regimes,
  };
}
