import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { toFailure } from '../base/outcome.ts';
import type { Engine } from '../engine/engine.ts';
import type { SeriesPast } from '../engine/events.ts';
import type { FrameSource } from '../engine/indicators/frame.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { FurtherSeries } from '../engine/strategies/further-series.ts';
import { furtherSeriesOf } from '../engine/strategies/further-series.ts';
import { historyBars } from '../engine/strategies/history-bars.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { createCandleColumns } from '../model/candle.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';

export type BotHistoryPorts = {
  readonly engine: Engine;
  readonly candles: CandleStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The shipped strategies when left out. */
  readonly findStrategy?: FindStrategy;
};

/** Watches for bots that were started and brings each its past. Until it arrives the bot keeps the bars that close. */
export function loadHistoryOfStartedBots(ports: BotHistoryPorts): Disposable {
  return ports.engine.onFact(({ fact }) => {
    if (fact.kind === 'bot' && fact.state === 'running') void loadHistory(ports, fact.config);
  });
}

/** Without a past the bot warms up on what comes; it must be told so, or a position it kept would stay unprotected. */
async function loadHistory(ports: BotHistoryPorts, config: BotConfig): Promise<void> {
  const { id: botId, strategyId, params } = config;
  const nowMs = ports.clock.nowMs();
  const definition = (ports.findStrategy ?? findStrategy)(strategyId);
  const read = reader(ports, botId);
  const series = definition === undefined ? [] : furtherSeriesOf(definition, params, config);
  const warmUp = definition?.warmUp(params) ?? 0;
  const past = await pastOf(read, config, { warmUp, nowMs, sinceMs: formingSinceMs(series, config, nowMs) });
  const further: Record<string, SeriesPast> = {};
  for (const one of series) further[one.name] = await pastOf(read, one, { warmUp: one.warmUp, nowMs, sinceMs: nowMs });
  ports.engine.offer({ kind: 'history', botId, ...past, further });
}

/** Since when own bars are needed: the longer bars that form now are made of them. */
function formingSinceMs(
  series: readonly FurtherSeries[],
  { instrumentId }: BotConfig,
  nowMs: TimestampMs,
): TimestampMs {
  const own = series.filter((one) => one.instrumentId === instrumentId);
  return Math.min(nowMs, ...own.map(({ interval }) => barOpenMs(interval, nowMs)));
}

type ReadCandles = (range: CandleRange) => Promise<CandleColumns>;

function reader({ candles, log }: BotHistoryPorts, botId: string): ReadCandles {
  return async (range) => {
    const found = await candles.read(range).catch(failed);
    if (found.ok) return found.value;
    log.warn('a bot starts without history', { botId, series: range.instrumentId, reason: found.error.message });
    return createCandleColumns(0);
  };
}

/** Closed bars up to now, and the closed minutes of the bar now forming. */
async function pastOf(
  read: ReadCandles,
  { instrumentId, interval }: FrameSource,
  { warmUp, nowMs, sinceMs }: { readonly warmUp: number; readonly nowMs: TimestampMs; readonly sinceMs: TimestampMs },
): Promise<SeriesPast> {
  const formingMs = barOpenMs(interval, nowMs);
  const count = historyBars(warmUp);
  const fromMs = Math.min(formingMs - count * intervalMs(interval), sinceMs);
  const bars = await read({ instrumentId, interval, fromMs, toMs: formingMs });
  const minutes =
    interval === '1m'
      ? createCandleColumns(0)
      : await read({ instrumentId, interval: '1m', fromMs: formingMs, toMs: barOpenMs('1m', nowMs) });
  return { bars, minutes };
}

function failed(thrown: unknown): Outcome<never> {
  return { ok: false, error: toFailure(thrown) };
}
