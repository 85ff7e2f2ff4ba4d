import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Failure, Outcome } from '../base/outcome.ts';
import { toFailure } from '../base/outcome.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineEvent, SeriesPast } from '../engine/events.ts';
import type { Fact } from '../engine/facts.ts';
import type { FrameSource } from '../engine/indicators/frame.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import { SHIPPED_REGIME_MODEL } from '../engine/regime/regime-model.ts';
import { hasRegime } from '../engine/regime/regime-tracker.ts';
import type { FurtherSeries } from '../engine/strategies/further-series.ts';
import { furtherSeriesOf } from '../engine/strategies/further-series.ts';
import { historyBars } from '../engine/strategies/history-bars.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { createCandleColumns } from '../model/candle.ts';
import { isOfExchange } from '../model/instrument.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';

export type BotHistoryPorts = {
  readonly engine: Engine;
  readonly candles: CandleStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The shipped strategies when left out. */
  readonly findStrategy?: FindStrategy;
  /** What time it is at an instrument's market; null while its exchange is not connected. Our own time when left out. */
  readonly marketNowMs?: (instrumentId: string) => TimestampMs | null;
};

/** Watches for bots that were started and brings each its past. Until it arrives the bot keeps the bars that close. */
export function loadHistoryOfStartedBots(ports: BotHistoryPorts): Disposable {
  return new BotHistories(ports);
}

/** A bot that runs and has no past yet. */
type Wanted = {
  readonly config: BotConfig;
  isAsking: boolean;
  failures: number;
  notBeforeMs: TimestampMs;
};

const LOOK_EVERY_MS = 1_000;
/** An exchange may lack the minute that ended just now: its past is asked for this long after. */
const SETTLE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * The past of an exchange's bots waits until it answers, however long: a past with a hole up to now would be taken for
 * whole. Without its market the bot has nothing to decide on anyway.
 */
class BotHistories implements Disposable {
  readonly #ports: BotHistoryPorts;
  readonly #wanted = new Map<string, Wanted>();
  readonly #stack = new DisposableStack();

  constructor(ports: BotHistoryPorts) {
    this.#ports = ports;
    this.#stack.use(ports.engine.onFact(({ fact }) => this.#notice(fact)));
    this.#stack.use(ports.clock.every(LOOK_EVERY_MS, () => this.#lookAll()));
  }

  dispose(): Promise<void> {
    this.#wanted.clear();
    return this.#stack.dispose();
  }

  #notice(fact: Fact): void {
    if (fact.kind === 'botRemoved') this.#wanted.delete(fact.botId);
    if (fact.kind !== 'bot') return;
    this.#wanted.delete(fact.config.id);
    if (fact.state !== 'running') return;
    const wanted = { config: fact.config, isAsking: false, failures: 0, notBeforeMs: Number.NEGATIVE_INFINITY };
    this.#wanted.set(fact.config.id, wanted);
    this.#look(wanted);
  }

  #lookAll(): void {
    for (const wanted of this.#wanted.values()) this.#look(wanted);
  }

  #look(wanted: Wanted): void {
    const { clock, findStrategy: find } = this.#ports;
    if (wanted.isAsking || clock.nowMs() < wanted.notBeforeMs) return;
    const needs = historyNeeds(wanted.config, find ?? findStrategy);
    const nowMs = this.#readyAtMs([wanted.config, ...needs.series]);
    if (nowMs !== null) void this.#load(wanted, needs, nowMs);
  }

  /** The time of the bot's own market; null while one of its markets cannot be asked. */
  #readyAtMs(series: readonly { readonly instrumentId: string }[]): TimestampMs | null {
    const { clock, marketNowMs } = this.#ports;
    if (marketNowMs === undefined) return clock.nowMs();
    const times = series.map(({ instrumentId }) => {
      const nowMs = marketNowMs(instrumentId);
      const isSettled = nowMs !== null && (!isOfExchange(instrumentId) || nowMs - barOpenMs('1m', nowMs) >= SETTLE_MS);
      return isSettled ? nowMs : null;
    });
    return times.includes(null) ? null : (times[0] ?? null);
  }

  async #load(wanted: Wanted, needs: HistoryNeeds, nowMs: TimestampMs): Promise<void> {
    const { engine, clock, log } = this.#ports;
    const { id: botId } = wanted.config;
    wanted.isAsking = true;
    const missing: Failure[] = [];
    const event = await historyOf(reader(this.#ports, botId, missing), wanted.config, needs, nowMs);
    wanted.isAsking = false;
    if (this.#wanted.get(botId) !== wanted) return;
    if (missing.length > 0) {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, LOOK_EVERY_MS * 2 ** Math.min(wanted.failures++, 6));
      wanted.notBeforeMs = clock.nowMs() + pauseMs;
      log.warn('a bot waits for its history', { botId, reason: missing[0]?.message ?? '' });
      return;
    }
    this.#wanted.delete(botId);
    engine.offer(event);
  }
}

export type HistoryNeeds = { readonly warmUp: number; readonly series: readonly FurtherSeries[] };

/** What a started bot is given of the past: so many closed bars before it may judge, and the further series it looks at. */
export function historyNeeds(config: BotConfig, find: FindStrategy): HistoryNeeds {
  const definition = find(config.strategyId);
  const series = definition === undefined ? [] : furtherSeriesOf(definition, config.params, config);
  const regimeWarmUp = hasRegime({ definition, config }) ? SHIPPED_REGIME_MODEL.warmUp : 0;
  return { warmUp: Math.max(definition?.warmUp(config.params) ?? 0, regimeWarmUp), series };
}

/** Without a past the bot warms up on what comes; it must be told so, or a position it kept would stay unprotected. */
async function historyOf(
  read: ReadCandles,
  config: BotConfig,
  { warmUp, series }: HistoryNeeds,
  nowMs: TimestampMs,
): Promise<Extract<EngineEvent, { kind: 'history' }>> {
  const past = await pastOf(read, config, { warmUp, nowMs, sinceMs: formingSinceMs(series, config, nowMs) });
  const further: Record<string, SeriesPast> = {};
  for (const one of series) further[one.name] = await pastOf(read, one, { warmUp: one.warmUp, nowMs, sinceMs: nowMs });
  return { kind: 'history', botId: config.id, ...past, further };
}

/** Since when own bars are needed: the longer bars that form now are made of them. */
export function formingSinceMs(
  series: readonly FurtherSeries[],
  { instrumentId }: BotConfig,
  nowMs: TimestampMs,
): TimestampMs {
  const own = series.filter((one) => one.instrumentId === instrumentId);
  return Math.min(nowMs, ...own.map(({ interval }) => barOpenMs(interval, nowMs)));
}

type ReadCandles = (range: CandleRange) => Promise<CandleColumns>;

/** What an exchange could not tell goes to `missing`: it is to be asked again. */
function reader({ candles, log, marketNowMs }: BotHistoryPorts, botId: string, missing: Failure[]): ReadCandles {
  return async (range) => {
    const found = await candles.read(range).catch(failed);
    if (found.ok) return found.value;
    // More than may be fetched stays more: that is a download, and no reason to wait.
    const isAwaited = marketNowMs !== undefined && isOfExchange(range.instrumentId);
    if (isAwaited && found.error.code !== 'badArgument') missing.push(found.error);
    else log.warn('a bot starts without history', { botId, series: range.instrumentId, reason: found.error.message });
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
