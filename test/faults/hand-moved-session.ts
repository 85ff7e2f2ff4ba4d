import type { Outcome } from '../../src-main/base/outcome.ts';
import type { ExchangeAdapter, ExchangeKeys } from '../../src-main/engine/ports/exchange.ts';
import { binance } from '../../src-main/exchanges/binance/adapter.ts';
import { coinbase } from '../../src-main/exchanges/coinbase/adapter.ts';
import { createExchangeAdapter } from '../../src-main/exchanges/connection/exchange-adapter.ts';
import { createLiveTransport } from '../../src-main/resilience/live-transport.ts';
import type { KeptPause, PauseStore } from '../../src-main/resilience/request-pause.ts';
import type { Transport } from '../../src-main/resilience/transport.ts';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import type { ManualTimers } from '../fakes/manual-timers.ts';
import { createManualTimers } from '../fakes/manual-timers.ts';
import { createTestLog } from '../fakes/test-log.ts';
import type { FaultVenue, PlannedFault, PlannedLeap } from './fault-schedule.ts';

export type OpenAdapter = {
  readonly adapter: ExchangeAdapter;
  readonly log: ReturnType<typeof createTestLog>;
  readonly transport: Transport;
  close(): Promise<void>;
};

export type HandMovedSession = {
  readonly timers: ManualTimers;
  readonly exchange: LocalExchange;
  readonly keys: ExchangeKeys;
  /** The true time, ms: the exchange's, unless its own is set wrong. Ours may leap. */
  readonly clockMs: () => number;
  /** A new one, as after a start of the app: what the exchange forbade stays forbidden. */
  openAdapter(): OpenAdapter;
  /** Called before each step of time. */
  beforeStep(callback: () => void): void;
  /** Time goes by in small steps; after each the market goes on and what is on its way arrives. */
  move(byMs: number): Promise<void>;
  /** Time goes by until the promise is kept. Null when that takes longer than `mostMs`. */
  moveUntil<T>(promise: Promise<T>, mostMs: number): Promise<T | null>;
  close(): Promise<void>;
};

export const STEP_MS = 250;
/** What is under way takes a step or two. */
const GRACE_MS = 2 * STEP_MS;

/** The local exchange and adapters before it, over real sockets, on a clock that is moved by hand. */
export async function openHandMovedSession(
  seed: number,
  venue: FaultVenue,
  startMs: number,
): Promise<HandMovedSession> {
  const timers = createManualTimers(startMs, `faults ${seed}`);
  const clockMs = (): number => startMs + timers.monotonicMs();
  const exchange = await startLocalExchange({
    seed: 1 + (seed % 1000),
    clock: clockMs,
    isTicking: false,
    graceMs: GRACE_MS,
  });
  const pauses = createPauses();
  let beforeStep = (): void => undefined;
  const move = async (byMs: number): Promise<void> => {
    const untilMs = timers.monotonicMs() + byMs;
    for (;;) {
      const leftMs = untilMs - timers.monotonicMs();
      if (leftMs <= 0) return;
      beforeStep();
      timers.advance(Math.min(STEP_MS, leftMs));
      exchange.tick();
      await arrive();
    }
  };
  return {
    timers,
    exchange,
    keys: keysOf(exchange, venue),
    clockMs,
    move,
    beforeStep(callback) {
      beforeStep = callback;
    },
    openAdapter: () => openAdapter(exchange, venue, { timers, pauses }),
    async moveUntil(promise, mostMs) {
      let isKept = false;
      void promise.finally(() => {
        isKept = true;
      });
      for (let ms = 0; ms < mostMs && !isKept; ms += STEP_MS) await move(STEP_MS);
      return isKept ? promise : null;
    },
    close: () => exchange.close(),
  };
}

/** Starts it, again and again until it works. */
export async function startAdapter({ moveUntil, move }: HandMovedSession, adapter: ExchangeAdapter): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const started: Outcome<void> | null = await moveUntil(adapter.start(), 60_000);
    if (started?.ok === true) return true;
    await move(2_000);
  }
  return false;
}

/** From now on faults go on and off, and our clock leaps, as planned. Returns how long ago that began, ms. */
export function followPlan(
  { exchange, timers, beforeStep }: HandMovedSession,
  plan: { readonly faults: readonly PlannedFault[]; readonly leaps: readonly PlannedLeap[] },
): () => number {
  const beganMs = timers.monotonicMs();
  const elapsedMs = (): number => timers.monotonicMs() - beganMs;
  let doneMs = 0;
  beforeStep(() => {
    const atMs = elapsedMs();
    const isDue = (ms: number): boolean => ms >= doneMs && ms < atMs;
    for (const { name, fromMs, toMs, setting } of plan.faults) {
      if (isDue(fromMs)) exchange.faults.set(name, setting);
      if (isDue(toMs)) exchange.faults.clear(name);
    }
    for (const leap of plan.leaps) if (isDue(leap.atMs)) timers.leap(leap.byMs);
    doneMs = atMs;
  });
  return elapsedMs;
}

function openAdapter(
  exchange: LocalExchange,
  venue: FaultVenue,
  { timers, pauses }: { readonly timers: ManualTimers; readonly pauses: PauseStore },
): OpenAdapter {
  const definition = venue === 'binance' ? binance : coinbase;
  const stream = venue === 'binance' ? exchange.ws : `${exchange.ws}/cb`;
  const log = createTestLog();
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const urls = { rest: exchange.rest, stream, userStream: stream };
  const adapter = createExchangeAdapter(definition, { urls, transport, timers, log });
  return {
    adapter,
    log,
    transport,
    async close() {
      await adapter.dispose();
      await transport.dispose();
    },
  };
}

function createPauses(): PauseStore {
  let kept: KeptPause | null = null;
  return {
    load: () => kept,
    save(pause) {
      kept = pause;
    },
  };
}

function keysOf(exchange: LocalExchange, venue: FaultVenue): ExchangeKeys {
  if (venue === 'binance') return { apiKey: exchange.binanceKey, secret: exchange.binanceSecret };
  return { apiKey: exchange.coinbaseKeyName, secret: exchange.coinbasePrivateKeyPem };
}

/** Sockets of this machine deliver within a few turns of the event loop; one timer lets the slower ones through. */
export async function arrive(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done));
  await new Promise((done) => setTimeout(done, 1));
}
