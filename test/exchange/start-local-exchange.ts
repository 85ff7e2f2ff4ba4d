import { createDesk } from './binance/binance-desk.ts';
import { createBinanceWire } from './binance/binance-wire.ts';
import { createBinanceKeys } from './binance/keys.ts';
import type { LoadOptions } from './binance/streams/load.ts';
import { createCoinbaseWire } from './coinbase/wire.ts';
import type { ExchangeCore } from './core/core-types.ts';
import { createExchangeCore, type ExchangeCoreOptions } from './core/exchange-core.ts';
import { Faults } from './core/faults.ts';
import { startExchangeServer } from './server/exchange-server.ts';
import { FAULT_NAMES } from './server/fault-names.ts';
import type { DropKind, Violation } from './server/wire.ts';

export type LocalExchangeOptions = ExchangeCoreOptions & {
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  /** Trades of SYM0001-USDT … at a steady pace, instead of the seeded ones. */
  readonly load?: LoadOptions;
  /** False: the market stands still until a test calls `tick`. */
  readonly isTicking?: boolean;
  /** Requests that come so soon after a refusal were on their way when it left: 50 ms, more on a clock of larger steps. */
  readonly graceMs?: number;
};

/** Address and keys, as `npm run exchange` prints them. */
export type ExchangeLine = {
  readonly rest: string;
  readonly ws: string;
  readonly binanceKey: string;
  readonly binanceSecret: string;
  readonly coinbaseKeyName: string;
  readonly coinbasePrivateKeyPem: string;
};

export type LocalExchange = ExchangeLine & {
  readonly port: number;
  /** The second Binance key: Ed25519, PKCS#8. */
  readonly binanceEd25519Key: string;
  readonly binanceEd25519PrivateKeyPem: string;
  /** The second Coinbase key: base64 of seed and public key. */
  readonly coinbaseEd25519KeyName: string;
  readonly coinbaseEd25519Secret: string;
  readonly core: ExchangeCore;
  readonly faults: Faults;
  /** Moves market and streams to now: happens by itself ten times a second unless `isTicking` is false. */
  tick(): void;
  dropSockets(how: DropKind): number;
  violations(): readonly Violation[];
  /** Subscriptions to the Binance account: a test waits for its own before it acts. */
  userStreams(): number;
  close(): Promise<void>;
};

const TICK_MS = 100;

/** The whole local exchange in this process, on 127.0.0.1. */
export async function startLocalExchange(options: LocalExchangeOptions): Promise<LocalExchange> {
  const { clock: wallMs = Date.now, graceMs = 50 } = options;
  const syntheticMarkets = Math.max(options.syntheticMarkets ?? 0, options.load?.symbols ?? 0);
  const core = createExchangeCore({ ...options, clock: wallMs, syntheticMarkets });
  const faults = new Faults(() => core.nowMs());
  const keys = createBinanceKeys(options.seed);
  const binance = createBinanceWire(
    createDesk({ core, faults, keys, wallMs, graceMs }),
    options.load ? { load: options.load } : {},
  );
  const rhythm = options.clock === undefined ? {} : { monotonicMs: options.clock };
  const coinbase = createCoinbaseWire(core, { faults, wallMs, graceMs, ...rhythm });
  const wires = [binance, coinbase];
  const tick = (): void => {
    core.advance();
    for (const wire of wires) wire.tick();
  };
  const server = await startExchangeServer({ core, faults, wires, tick, faultNames: FAULT_NAMES }, options.port ?? 0);
  const timer = options.isTicking === false ? undefined : setInterval(tick, TICK_MS);
  return {
    port: server.port,
    rest: `http://127.0.0.1:${server.port}`,
    ws: `ws://127.0.0.1:${server.port}`,
    binanceKey: keys.apiKey,
    binanceSecret: keys.secret,
    binanceEd25519Key: keys.ed25519ApiKey,
    binanceEd25519PrivateKeyPem: keys.ed25519PrivateKeyPem,
    coinbaseKeyName: coinbase.keys.ecdsa.name,
    coinbasePrivateKeyPem: coinbase.keys.ecdsa.secret,
    coinbaseEd25519KeyName: coinbase.keys.ed25519.name,
    coinbaseEd25519Secret: coinbase.keys.ed25519.secret,
    core,
    faults,
    tick,
    dropSockets: (how) => wires.reduce((sum, wire) => sum + wire.dropSockets(how), 0),
    userStreams: () => binance.userStreams(),
    violations: () => wires.flatMap((wire) => wire.violations()),
    async close() {
      clearInterval(timer);
      for (const wire of wires) wire.close();
      await server.close();
    },
  };
}
