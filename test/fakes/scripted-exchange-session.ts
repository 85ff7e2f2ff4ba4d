import { unwrap } from '../../src-main/base/outcome.ts';
import type { ExchangeAdapter, ExchangeKeys } from '../../src-main/engine/ports/exchange.ts';
import { createExchangeAdapter } from '../../src-main/exchanges/connection/exchange-adapter.ts';
import type { ExchangeDefinition } from '../../src-main/exchanges/connection/exchange-definition.ts';
import { createLiveTransport } from '../../src-main/resilience/live-transport.ts';
import type { Timers } from '../../src-main/resilience/timers.ts';
import { type LocalExchange, startLocalExchange } from '../exchange/start-local-exchange.ts';
import { createTestLog } from './test-log.ts';

/** Real timers on a clock that runs `speed` times as fast: minutes pass in a second or two, over real sockets. */
export function createFastTimers(speed: number, startMs: number): Timers {
  const beganMs = performance.now();
  const monotonicMs = (): number => (performance.now() - beganMs) * speed;
  return {
    monotonicMs,
    nowMs: () => startMs + monotonicMs(),
    chance: () => 0.5,
    every(periodMs, callback) {
      const handle = setInterval(callback, Math.max(1, periodMs / speed));
      return { dispose: () => clearInterval(handle) };
    },
    after(delayMs, callback) {
      const handle = setTimeout(callback, delayMs / speed);
      return { dispose: () => clearTimeout(handle) };
    },
  };
}

export type FastSession = {
  readonly exchange: LocalExchange;
  readonly adapter: ExchangeAdapter;
  readonly timers: Timers;
  readonly log: ReturnType<typeof createTestLog>;
  readonly keys: ExchangeKeys;
  /** Looks again and again, in real time; throws after `withinMs` of it. */
  readonly until: (holds: () => boolean, what: string, withinMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A machine that is busy needs more than one measurement to know a fast clock well enough. */
async function startInTime(adapter: ExchangeAdapter): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    unwrap(await adapter.start());
    if ((adapter.health().clock?.uncertaintyMs ?? Number.POSITIVE_INFINITY) < 300) return;
  }
  throw new Error('the clock could not be measured well enough');
}

/** An exchange's whole adapter over the network, before the local exchange, both on one fast clock. */
export async function openFastSession(
  definition: ExchangeDefinition,
  { seed, speed }: { readonly seed: number; readonly speed: number },
): Promise<FastSession> {
  const timers = createFastTimers(speed, Date.UTC(2026, 5, 1, 12, 0, 30));
  const exchange = await startLocalExchange({ seed, clock: () => timers.nowMs(), isTicking: false });
  const ticking = setInterval(() => exchange.tick(), 5);
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const urls = { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws };
  const adapter = createExchangeAdapter(definition, { urls, transport, timers, log });
  await startInTime(adapter);
  return {
    exchange,
    adapter,
    timers,
    log,
    keys: { apiKey: exchange.binanceKey, secret: exchange.binanceSecret },
    async until(holds, what, withinMs = 20_000) {
      const endMs = performance.now() + withinMs;
      while (!holds()) {
        if (performance.now() > endMs) throw new Error(`waited ${withinMs} ms for ${what}`);
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    async close() {
      await adapter.dispose();
      await transport.dispose();
      clearInterval(ticking);
      await exchange.close();
    },
  };
}
