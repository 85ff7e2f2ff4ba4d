import { ask } from '../../bridge/index.ts';
import type { ChartInterval } from './chart-source.ts';

type Series = { readonly instrumentId: string; readonly interval: ChartInterval };
export type TellFollowed = (series: readonly Series[]) => void;

/**
 * Counts how many charts show each series and tells the main side the set once a turn, when it changed: charts that come
 * and go together cost one call.
 */
export function createSeriesFollower(tell: TellFollowed, later: (callback: () => void) => void) {
  const counts = new Map<string, { readonly series: Series; count: number }>();
  let told = '';
  let isDue = false;
  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    later(() => {
      isDue = false;
      const keys = [...counts.keys()].toSorted().join();
      if (keys === told) return;
      told = keys;
      tell([...counts.values()].map(({ series }) => series));
    });
  };
  /** Follows a series until the returned function is called. */
  return (series: Series): (() => void) => {
    const key = `${series.instrumentId} ${series.interval}`;
    const entry = counts.get(key) ?? { series, count: 0 };
    counts.set(key, entry);
    entry.count++;
    schedule();
    return () => {
      entry.count--;
      if (entry.count === 0) counts.delete(key);
      schedule();
    };
  };
}

/** The forming bars of a series come as facts while anyone in this window follows it. */
export const followSeries = createSeriesFollower((series) => void ask('candles.follow', { series }), queueMicrotask);
