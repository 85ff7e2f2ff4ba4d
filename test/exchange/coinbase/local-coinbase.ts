import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExchangeCore } from '../core/core-types.ts';
import { createExchangeCore, type ExchangeCoreOptions } from '../core/exchange-core.ts';
import { Faults } from '../core/faults.ts';
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
  /** Whether trades of others happen by themselves. Without them only what a test does moves the market. */
  readonly isMarketMoving?: boolean;
};

const TICK_MS = 20;

export async function startLocalCoinbase(options: LocalCoinbaseOptions = {}): Promise<LocalCoinbase> {
  const core = createExchangeCore({ seed: 7, ...options.core });
  const faults = new Faults(() => core.nowMs());
  const wire = createCoinbaseWire(core, { faults, coinbase: options.coinbase ?? {} });
  const server = createServer(async (request, response) => {
    const isMine = await wire.handleRequest(request, response, await bodyOf(request));
    if (!isMine) response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!wire.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(() => {
    if (options.isMarketMoving ?? true) core.advance();
    wire.tick();
  }, TICK_MS);
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
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
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
