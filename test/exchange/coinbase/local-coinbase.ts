import type { ExchangeCore } from '../core/core-types.ts';
import { createExchangeCore, type ExchangeCoreOptions } from '../core/exchange-core.ts';
import { Faults } from '../core/faults.ts';
import { startExchangeServer } from '../server/exchange-server.ts';
import { COINBASE_FAULTS } from './coinbase-faults.ts';
import type { CoinbaseKeys } from './keys.ts';
import type { CoinbaseOptions } from './options.ts';
import { type CoinbaseWire, createCoinbaseWire } from './wire.ts';

/** The Coinbase half of the local exchange alone, in this process, for tests that reach behind the wire. */
export type LocalCoinbase = {
  /** `http://127.0.0.1:{port}`, `ws://127.0.0.1:{port}/cb`. */
  readonly rest: string;
  readonly stream: string;
  readonly core: ExchangeCore;
  readonly faults: Faults;
  readonly keys: CoinbaseKeys;
  readonly wire: CoinbaseWire;
  close(): Promise<void>;
};

export type LocalCoinbaseOptions = {
  readonly core?: Partial<ExchangeCoreOptions>;
  readonly coinbase?: Partial<CoinbaseOptions>;
  /** The machine's clock, which limits go by. */
  readonly wallMs?: () => number;
  /** Whether trades of others happen by themselves. Without them only what a test does moves the market. */
  readonly isMarketMoving?: boolean;
};

const TICK_MS = 20;

export async function startLocalCoinbase(options: LocalCoinbaseOptions = {}): Promise<LocalCoinbase> {
  const core = createExchangeCore({ seed: 7, ...options.core });
  const faults = new Faults(() => core.nowMs());
  const wire = createCoinbaseWire(core, {
    faults,
    coinbase: options.coinbase ?? {},
    wallMs: options.wallMs ?? Date.now,
  });
  const tick = (): void => {
    if (options.isMarketMoving ?? true) core.advance();
    wire.tick();
  };
  const names = new Set(Object.keys(COINBASE_FAULTS));
  const server = await startExchangeServer({ core, faults, wires: [wire], tick, faultNames: names }, 0);
  const timer = setInterval(tick, TICK_MS);
  const address = `127.0.0.1:${server.port}`;
  return {
    rest: `http://${address}`,
    stream: `ws://${address}/cb`,
    core,
    faults,
    keys: wire.keys,
    wire,
    async close() {
      clearInterval(timer);
      wire.close();
      await server.close();
    },
  };
}
