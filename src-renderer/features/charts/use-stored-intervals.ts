import { useEffect, useMemo, useState } from 'react';
import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import type { ChartInterval } from './chart-source.ts';

/** The intervals an imported instrument is stored in; undefined for one whose market makes them all. */
export function useStoredIntervals(
  instrument: InstrumentView,
  hasMarket: boolean,
): ReadonlySet<ChartInterval> | undefined {
  const [series, setSeries] = useState<readonly StoredSeriesView[]>();
  useEffect(() => {
    let wanted = true;
    void call('data.series', {}).then((answer) => {
      if (wanted && answer !== undefined) setSeries(answer.series);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return useMemo(() => {
    if (hasMarket || series === undefined) return undefined;
    const own = series.filter((one) => one.instrumentId === instrument.id);
    return own.length === 0 ? undefined : new Set(own.map((one) => one.interval));
  }, [instrument, series, hasMarket]);
}
