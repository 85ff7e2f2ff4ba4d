import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { ExchangeKeys } from '../../../../../src-main/engine/ports/exchange.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createLiveTransport } from '../../../../../src-main/resilience/live-transport.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import type { Transport } from '../../../../../src-main/resilience/transport.ts';
import { type LocalExchange, startLocalExchange } from '../../../../exchange/start-local-exchange.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

/** What happened so far, and who waits for more of it. */
export class Happenings<T> {
  readonly all: T[] = [];
  #waiting: (() => void)[] = [];

  add(one: T): void {
    this.all.push(one);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves as soon as it holds, looking after each happening. */
  async until(holds: (all: readonly T[]) => boolean): Promise<void> {
    while (!holds(this.all)) await new Promise<void>((wake) => this.#waiting.push(wake));
  }
}

export type LocalSession = {
  readonly exchange: LocalExchange;
  readonly transport: Transport;
  readonly parts: ProtocolParts;
  readonly log: ReturnType<typeof createTestLog>;
  readonly keys: ExchangeKeys;
  readonly instruments: readonly Instrument[];
  readonly instrument: (symbol: string) => Instrument;
  /** Moves the exchange's market on, in steps of 100 ms. */
  readonly advance: (byMs: number) => void;
  readonly close: () => Promise<void>;
};

const STEP_MS = 100;

/** Binance's protocols over the network and a local exchange whose clock a test moves. */
export async function openLocal(): Promise<LocalSession> {
  let wallMs = Date.UTC(2026, 5, 1, 12, 0, 30);
  const exchange = await startLocalExchange({ seed: 4, clock: () => wallMs, isTicking: false });
  const log = createTestLog();
  const timers = createSystemTimers();
  const pauses = { load: () => null, save: () => undefined };
  const transport = createLiveTransport({ limits: binance.budgets, timers, log, pauses });
  let known = new Map<string, Instrument>();
  // As a clock measured once: what a test shifts is not known until it is measured anew.
  let offsetMs = 0;
  const parts: ProtocolParts = {
    urls: { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws },
    transport,
    timers,
    serverNowMs: () => wallMs + offsetMs,
    resyncClock: async () => {
      offsetMs = unwrap(await binance.market(parts).serverTimeMs()) - wallMs;
    },
    findInstrument: (id) => known.get(id),
    log,
  };
  const instruments = unwrap(await binance.market(parts).instruments());
  known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  return {
    exchange,
    transport,
    parts,
    log,
    keys: { apiKey: exchange.binanceKey, secret: exchange.binanceSecret },
    instruments,
    instrument: (symbol) => {
      const instrument = known.get(`binance:${symbol}`);
      if (instrument === undefined) throw new Error(`the local exchange has no ${symbol}`);
      return instrument;
    },
    advance: (byMs) => {
      for (let movedMs = 0; movedMs < byMs; movedMs += STEP_MS) {
        wallMs += STEP_MS;
        exchange.tick();
      }
    },
    close: async () => {
      await transport.dispose();
      await exchange.close();
    },
  };
}
