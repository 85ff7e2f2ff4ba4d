import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { ExchangeCore } from '../core/core-types.ts';
import type { Wire, WireOptions } from '../server/wire.ts';
import type { WireParts } from './api.ts';
import { createDayStatistics } from './day-statistics.ts';
import { type CoinbaseKeys, createCoinbaseKeys } from './keys.ts';
import { COINBASE_DEFAULTS, type CoinbaseOptions } from './options.ts';
import { OrderDesk } from './order-desk.ts';
import { createCatalogue } from './products.ts';
import { isCoinbasePath, RequestDesk } from './request-desk.ts';
import { RequestLimits } from './request-limits.ts';
import { breakReply, breakRequest, failureOf, isLost, writeReply } from './send-reply.ts';
import { StreamHub } from './stream-hub.ts';
import { createTokenVerifier } from './verify-token.ts';

export type CoinbaseWireOptions = WireOptions & {
  readonly coinbase?: Partial<CoinbaseOptions>;
  readonly keys?: CoinbaseKeys;
  /** For tests that move time by hand; otherwise the machine's. */
  readonly monotonicMs?: () => number;
  readonly wallMs?: () => number;
  /** See `RequestLimits`. */
  readonly graceMs?: number;
};

export type CoinbaseWire = Wire & { readonly keys: CoinbaseKeys };

/** Coinbase Advanced Trade over the core: requests under `/api/v3/brokerage` and `/v2`, sockets under `/cb`. */
export function createCoinbaseWire(core: ExchangeCore, options: CoinbaseWireOptions): CoinbaseWire {
  const {
    faults,
    keys = createCoinbaseKeys(),
    monotonicMs = () => performance.now(),
    wallMs = Date.now,
    graceMs = 50,
  } = options;
  const settings = { ...COINBASE_DEFAULTS, ...options.coinbase };
  const catalogue = createCatalogue(core);
  const cancelDelayMs = (): number => Number(faults.isOn('cancelDelayed')?.value ?? settings.cancelDelayMs);
  const desk = new OrderDesk(core, catalogue, cancelDelayMs);
  const parts: WireParts = { core, faults, options: settings, catalogue, desk, dayOf: createDayStatistics(core) };
  const verifier = createTokenVerifier([keys.ecdsa, keys.ed25519]);
  const limits = new RequestLimits(faults, wallMs, graceMs);
  const requests = new RequestDesk(parts, verifier, limits);
  const streams = new StreamHub(parts, verifier, monotonicMs);
  const settle = (): void => desk.settle();

  return {
    keys,
    async handleRequest(request: IncomingMessage, response: ServerResponse, body: string) {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      if (!isCoinbasePath(path)) return false;
      const place = `${request.method} ${path}?${query}&${body}`;
      const cameMs = wallMs();
      if (await breakRequest(faults, place, response)) return true;
      core.advance();
      settle();
      const reply = isLost(faults, place) ? failureOf(503) : requests.answer(request, body, cameMs);
      const isBroken = reply.status === 200 && (await breakReply(faults, place, response));
      if (!isBroken) writeReply(response, reply);
      return true;
    },
    handleUpgrade(request, socket, head) {
      const isMine = /^\/cb(\/|\?|$)/.test(request.url ?? '');
      if (isMine) streams.connect(request, socket, head);
      return isMine;
    },
    tick() {
      settle();
      streams.tick();
    },
    dropSockets: (how) => streams.drop(how),
    // Limits are those of a key.
    changeAddress: () => undefined,
    violations: () => limits.violations(),
    close() {
      streams.close();
      desk.close();
    },
  };
}
