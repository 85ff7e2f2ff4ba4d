import type { CandleTiersView, DownloadResultView } from '../../../src-preload/contract/exchange-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { ParsedInput } from '../../ipc/handlers.ts';
import type { JobControl } from '../../ipc/job-registry.ts';
import type { MinuteFollower } from '../../market-data/follow-minutes.ts';
import { followMinutes } from '../../market-data/follow-minutes.ts';
import type { TieredCandles } from '../../market-data/tiered-candles.ts';
import { createTieredCandles } from '../../market-data/tiered-candles.ts';
import { isOfExchange } from '../../model/instrument.ts';
import { intervalMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { MarketData } from '../market-data.ts';
import { downloadHistory } from './download-history.ts';

export type ExchangeCandlesParts = {
  readonly marketData: MarketData;
  readonly adapterOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly timers: Timers;
  readonly log: Log;
};

/** Candles of everything: the demo market's and the imported as before, those of exchanges over the tiers. */
export type ExchangeCandles = MarketData & {
  readonly followMinutes: (instrumentIds: Iterable<string>) => MinuteFollower;
  readonly tiers: () => CandleTiersView;
  readonly download: (
    request: ParsedInput<'data.download'>,
    control: JobControl,
  ) => Promise<Outcome<DownloadResultView>>;
};

const LIMITS = { bytes: 64 * 2 ** 20, barsPerSeries: 10_000, barsPerFetch: 20_000 } as const;
/** A chart is given at least so much past, and so much beyond its left edge. */
const CHART_BARS = 1000;
const BARS_BEYOND = 500;

type ChartRequest = ParsedInput<'candles.window'>;

export function openExchangeCandles(parts: ExchangeCandlesParts): ExchangeCandles {
  const { marketData, adapterOf, timers, log } = parts;
  const tiers = createTieredCandles({
    exchangeOf: adapterOf,
    storage: marketData.covered,
    timers,
    log,
    limits: LIMITS,
  });
  const isLive = (instrumentId: string): boolean => isOfExchange(instrumentId) && adapterOf(instrumentId) !== undefined;
  const ready = async (request: ChartRequest): Promise<void> => {
    if (isLive(request.instrumentId)) await bringUpToDate(tiers, request, timers.nowMs(), log);
  };
  return {
    ...marketData,
    read: (range) => (isLive(range.instrumentId) ? tiers.read(range) : marketData.read(range)),
    window: async (request) => {
      await ready(request);
      return marketData.window(request);
    },
    indicator: async (request) => {
      await ready(request);
      return marketData.indicator(request);
    },
    structure: async (request) => {
      await ready(request);
      return marketData.structure(request);
    },
    remove: async (series) => {
      // Before, so that nothing waiting is written after; and after, for what was read meanwhile.
      tiers.forget(series);
      const removed = await marketData.remove(series);
      tiers.forget(series);
      return removed;
    },
    followMinutes: (instrumentIds) => followMinutes(tiers, instrumentIds),
    tiers: () => tiersView(tiers),
    download: (request, control) => downloadHistory(parts, request, control),
    dispose: () => tiers.dispose(),
  };
}

/** The chart reads what is stored: what it will look at, and a little more to its left, is stored first. */
async function bringUpToDate(tiers: TieredCandles, request: ChartRequest, nowMs: number, log: Log): Promise<void> {
  const { instrumentId, interval, fromMs, toMs, maxBars, untilMs = nowMs } = request;
  const barMs = intervalMs(interval);
  const newestMs = Math.min(toMs ?? nowMs, untilMs, nowMs);
  const wantedMs = (fromMs ?? newestMs - Math.max(maxBars, CHART_BARS) * barMs) - BARS_BEYOND * barMs;
  const earliestMs = newestMs - LIMITS.barsPerFetch * barMs;
  const range = { instrumentId, interval, fromMs: Math.max(0, wantedMs, earliestMs), toMs: newestMs };
  const read = await tiers.read(range);
  // What is stored can be shown all the same.
  if (!read.ok) log.warn('candles were not brought up to date', { instrumentId, reason: read.error.message });
  await tiers.flush(instrumentId);
}

function tiersView(tiers: TieredCandles): CandleTiersView {
  const { reads, fromMemory, fromDatabase, fromExchange, bytes, series } = tiers.figures();
  return { requests: reads, fromMemory, fromDisk: fromDatabase, fromExchange, bytes, series };
}
