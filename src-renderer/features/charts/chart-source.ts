import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { ask } from '../../bridge/index.ts';
import type { ChartSource, WindowQuery } from './chart-session.ts';

export type ChartInterval = ChannelInput<'candles.window'>['interval'];

/** Candles and indicators of one series, from the main side. */
export function createChartSource(instrumentId: string, interval: ChartInterval): ChartSource {
  return {
    candles: (query) => ask('candles.window', { instrumentId, interval, ...inWholeMs(query) }),
    indicator: (query, { name, params }) =>
      ask('candles.indicator', { instrumentId, interval, ...inWholeMs(query), name, params: { ...params } }),
    structure: (query, swingLength) =>
      ask('candles.structure', { instrumentId, interval, ...inWholeMs(query), swingLength }),
  };
}

const inWholeMs = (query: WindowQuery): WindowQuery => ({
  ...query,
  fromMs: query.fromMs === null ? null : Math.round(query.fromMs),
  toMs: query.toMs === null ? null : Math.round(query.toMs),
});
