import { succeed, unwrap } from '../../src-main/base/outcome.ts';
import type { ExchangeAdapter, ExchangeKeys } from '../../src-main/engine/ports/exchange.ts';
import { createExchangeAdapter } from '../../src-main/exchanges/connection/exchange-adapter.ts';
import type { ExchangeDefinition } from '../../src-main/exchanges/connection/exchange-definition.ts';
import { createLiveTransport } from '../../src-main/resilience/live-transport.ts';
import type { Timers } from '../../src-main/resilience/timers.ts';
import { type LocalExchange, startLocalExchange } from '../exchange/start-local-exchange.ts';
import { createTestLog } from './test-log.ts';

type FastTimers = Timers & { setSpeed(speed: number): void };

/** Real timers on a clock that runs `speed` times as fast: minutes pass in a second or two, over real sockets. */
function createFastTimers(startMs: number): FastTimers {
  let speed = 1;
  let since = { realMs: performance.now(), clockMs: 0 };
  const monotonicMs = (): number => since.clockMs + (performance.now() - since.realMs) * speed;
  return {
    setSpeed(next) {
      since = { clockMs: monotonicMs(), realMs: performance.now() };
      speed = next;
    },
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

/** Both sides have one clock: measuring a fast one over a busy machine's network would only say how busy it is. */
function withExactClock(definition: ExchangeDefinition, timers: Timers): ExchangeDefinition {
  return {
    ...definition,
    market: (parts) => {
      const protocol = definition.market(parts);
      return {
        venue: protocol.venue,
        candleIntervals: protocol.candleIntervals,
        pageRows: protocol.pageRows,
        streamsCandles: protocol.streamsCandles,
        staleAfterMs: protocol.staleAfterMs,
        serverTimeMs: async () => succeed(timers.nowMs()),
        instruments: () => protocol.instruments(),
        candlePage: (request) => protocol.candlePage(request),
        quotes: (instruments) => protocol.quotes(instruments),
        openStream: (listener) => protocol.openStream(listener),
      };
    },
  };
}

type Wire = { readonly stream: string; readonly keys: ExchangeKeys };

const binanceWire = ({ ws, binanceKey, binanceSecret }: LocalExchange): Wire => ({
  stream: ws,
  keys: { apiKey: binanceKey, secret: binanceSecret },
});

/** Where each exchange's wire is, and who may trade there. */
const WIRES: Readonly<Record<string, (exchange: LocalExchange) => Wire>> = {
  binance: binanceWire,
  coinbase: ({ ws, coinbaseKeyName, coinbasePrivateKeyPem }) => ({
    stream: `${ws}/cb`,
    keys: { apiKey: coinbaseKeyName, secret: coinbasePrivateKeyPem },
  }),
};

/** An exchange's whole adapter over the network, before the local exchange, both on one fast clock. */
export async function openFastSession(
  definition: ExchangeDefinition,
  { seed, speed }: { readonly seed: number; readonly speed: number },
): Promise<FastSession> {
  const timers = createFastTimers(Date.UTC(2026, 5, 1, 12, 0, 30));
  const exchange = await startLocalExchange({ seed, clock: () => timers.nowMs(), isTicking: false });
  const ticking = setInterval(() => exchange.tick(), 5);
  // On a busy machine a question may overtake the tick that is due: the exchange first catches up with its own clock.
  const candles = exchange.core.candles.bind(exchange.core);
  Object.assign(exchange.core, {
    candles: (...asked: Parameters<typeof candles>) => {
      exchange.core.advance();
      return candles(...asked);
    },
  });
  const log = createTestLog();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const { stream, keys } = WIRES[definition.venue]?.(exchange) ?? binanceWire(exchange);
  const urls = { rest: exchange.rest, stream, userStream: stream };
  const adapter = createExchangeAdapter(withExactClock(definition, timers), { urls, transport, timers, log });
  unwrap(await adapter.start());
  timers.setSpeed(speed);
  return {
    exchange,
    adapter,
    timers,
    log,
    keys,
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
