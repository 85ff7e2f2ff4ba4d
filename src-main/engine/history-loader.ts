import type { Disposable } from '../base/disposable.ts';
import type { BotConfig } from '../model/bot.ts';
import { createCandleColumns } from '../model/candle.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import type { Engine } from './engine.ts';
import type { CandleStore } from './ports/candle-store.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { findStrategy } from './strategies/registry.ts';

/** Averages that remember for ever need several times their warm-up before the start no longer shows. */
const WARM_UPS_READ = 10;
const FEWEST_BARS_READ = 500;

export type HistoryLoaderPorts = {
  readonly engine: Engine;
  readonly store: CandleStore;
  readonly clock: Clock;
  readonly log: Log;
};

/** Watches for bots that were started and brings each its past. Until it arrives the bot keeps the bars that close. */
export function loadHistoryOfStartedBots(ports: HistoryLoaderPorts): Disposable {
  return ports.engine.onFact(({ fact }) => {
    if (fact.kind === 'bot' && fact.state === 'running') void loadHistory(ports, fact.config);
  });
}

async function loadHistory({ engine, store, clock, log }: HistoryLoaderPorts, config: BotConfig): Promise<void> {
  const { instrumentId, interval } = config;
  const nowMs = clock.nowMs();
  const formingMs = barOpenMs(interval, nowMs);
  const fromMs = formingMs - barsToRead(config) * intervalMs(interval);
  const bars = await store.read({ instrumentId, interval, fromMs, toMs: formingMs });
  const minutes =
    interval === '1m'
      ? null
      : await store.read({ instrumentId, interval: '1m', fromMs: formingMs, toMs: barOpenMs('1m', nowMs) });
  if (!bars.ok) log.warn('a bot starts without history', { botId: config.id, reason: bars.error.message });
  const nothing = createCandleColumns(0);
  engine.offer({
    kind: 'history',
    botId: config.id,
    bars: bars.ok ? bars.value : nothing,
    minutes: minutes?.ok === true ? minutes.value : nothing,
  });
}

function barsToRead({ strategyId, params }: BotConfig): number {
  const warmUp = findStrategy(strategyId)?.warmUp(params) ?? 0;
  return Math.max(FEWEST_BARS_READ, warmUp * WARM_UPS_READ);
}
