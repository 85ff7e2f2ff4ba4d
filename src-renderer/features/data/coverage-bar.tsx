import { useEffect, useState } from 'react';
import type { GapView, StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import { ask } from '../../bridge/index.ts';
import { formatDecimal, formatPercent, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { INTERVAL_MS } from '../charts/index.ts';
import { coverageShare, gapStretches } from './coverage.ts';
import classes from './data-page.module.css';

const NO_GAPS: readonly GapView[] = [];

/** From the first candle to the last: filled where candles are, open where they are missing. */
export function CoverageBar({ series }: { readonly series: StoredSeriesView }) {
  const gaps = useGaps(series);
  const endMs = series.lastMs + INTERVAL_MS[series.interval];
  const share = coverageShare(series.candles, series.missingBars);
  const percent = formatPercent(Math.floor(share * 10_000) / 10_000);
  return (
    <div className={classes.coverage}>
      <svg
        className={classes.bar}
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={wording.data.coverageLabel(percent, wording.data.gaps(series.gaps, formatQuantity(series.gaps)))}
      >
        <rect width="1000" height="10" className={classes.there} />
        {gapStretches({ firstMs: series.firstMs, endMs }, gaps).map(({ start, width }) => (
          <g key={start}>
            <rect x={start * 1000} width={width * 1000} height="10" className={classes.hole} />
            <rect x={start * 1000} y="4" width={width * 1000} height="2" className={classes.missing} />
          </g>
        ))}
      </svg>
      <span>{percent}</span>
      {series.gaps > 0 && (
        <span className={classes.hint}>
          {`${wording.data.gaps(series.gaps, formatQuantity(series.gaps))}, ${wording.data.missing(formatDecimal(series.missingBars, { decimals: 0 }))}`}
        </span>
      )}
    </div>
  );
}

function useGaps({ instrumentId, interval, gaps: count, candles }: StoredSeriesView): readonly GapView[] {
  const [gaps, setGaps] = useState(NO_GAPS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more candles may have filled gaps
  useEffect(() => {
    let wanted = true;
    setGaps(NO_GAPS);
    if (count === 0) return;
    void ask('data.gaps', { instrumentId, interval }).then((outcome) => {
      if (wanted && outcome.ok) setGaps(outcome.value.gaps);
    });
    return () => {
      wanted = false;
    };
  }, [instrumentId, interval, count, candles]);
  return gaps;
}
