import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import { ask } from '../../bridge/index.ts';
import type { ChartSource, WindowQuery } from './chart-session.ts';

export type ChartInterval = ChannelInput<'candles.window'>['interval'];

/** Candles and indicators of one series, from the main side; `until` says where it ends, undefined where it really does. */
export function createChartSource(
  instrumentId: string,
  interval: ChartInterval,
  until: () => number | undefined = () => undefined,
): ChartSource {
  const asked = (query: WindowQuery) => {
    const untilMs = until();
    return { instrumentId, interval, ...inWholeMs(query), ...(untilMs !== undefined && { untilMs }) };
  };
  return {
    candles: (query) => ask('candles.window', asked(query)),
    compared: (query, otherId) => ask('candles.window', { ...asked(query), instrumentId: otherId }),
    indicator: (query, { name, params }) => ask('candles.indicator', { ...asked(query), name, params: { ...params } }),
    structure: (query, swingLength) => ask('candles.structure', { ...asked(query), swingLength }),
  };
}

const inWholeMs = (query: WindowQuery): WindowQuery => ({
  ...query,
  fromMs: query.fromMs === null ? null : Math.round(query.fromMs),
  toMs: query.toMs === null ? null : Math.round(query.toMs),
});
