import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { toFailure } from '../base/outcome.ts';
import type { Engine } from '../engine/engine.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { BotConfig } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import { createCandleColumns } from '../model/candle.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';

/** Averages that remember for ever need several times their warm-up before the start no longer shows. */
const WARM_UPS_READ = 10;
const FEWEST_BARS_READ = 500;

export type BotHistoryPorts = {
  readonly engine: Engine;
  readonly candles: CandleStore;
  readonly clock: Clock;
  readonly log: Log;
};

/** Watches for bots that were started and brings each its past. Until it arrives the bot keeps the bars that close. */
export function loadHistoryOfStartedBots(ports: BotHistoryPorts): Disposable {
  return ports.engine.onFact(({ fact }) => {
    if (fact.kind === 'bot' && fact.state === 'running') void loadHistory(ports, fact.config);
  });
}

/** Without a past the bot warms up on what comes; it must be told so, or a position it kept would stay unprotected. */
async function loadHistory({ engine, candles, clock, log }: BotHistoryPorts, config: BotConfig): Promise<void> {
  const { id: botId, instrumentId, interval } = config;
  const nowMs = clock.nowMs();
  const formingMs = barOpenMs(interval, nowMs);
  const read = async (range: Omit<CandleRange, 'instrumentId'>): Promise<CandleColumns> => {
    const found = await candles.read({ instrumentId, ...range }).catch(failed);
    if (found.ok) return found.value;
    log.warn('a bot starts without history', { botId, reason: found.error.message });
    return createCandleColumns(0);
  };
  const fromMs = formingMs - barsToRead(config) * intervalMs(interval);
  const bars = await read({ interval, fromMs, toMs: formingMs });
  const minutes =
    interval === '1m'
      ? createCandleColumns(0)
      : await read({ interval: '1m', fromMs: formingMs, toMs: barOpenMs('1m', nowMs) });
  engine.offer({ kind: 'history', botId, bars, minutes });
}

function failed(thrown: unknown): Outcome<never> {
  return { ok: false, error: toFailure(thrown) };
}

function barsToRead({ strategyId, params }: BotConfig): number {
  const warmUp = findStrategy(strategyId)?.warmUp(params) ?? 0;
  return Math.max(FEWEST_BARS_READ, warmUp * WARM_UPS_READ);
}
