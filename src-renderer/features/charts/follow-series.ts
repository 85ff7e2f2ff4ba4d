import { ask } from '../../bridge/index.ts';
import type { ChartInterval } from './chart-source.ts';
import { createCountedSet } from './counted-set.ts';

type Series = { readonly instrumentId: string; readonly interval: ChartInterval };

/** The forming bars of a series come as facts while anyone in this window follows it. */
export const followSeries = createCountedSet<Series>(
  ({ instrumentId, interval }) => `${instrumentId} ${interval}`,
  (series) => void ask('candles.follow', { series }),
  queueMicrotask,
);
