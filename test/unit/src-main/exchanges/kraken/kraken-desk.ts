import type { Outcome } from '../../../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../../../src-main/base/outcome.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { StreamListener } from '../../../../../src-main/exchanges/connection/market-protocol.ts';
import { pairTableOf } from '../../../../../src-main/exchanges/kraken/pair-table.ts';
import { pairsOf } from '../../../../../src-main/exchanges/kraken/parse-market.ts';
import type {
  BuiltRequest,
  SocketOptions,
  Transport,
  TransportReply,
} from '../../../../../src-main/resilience/transport.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { PAIR_ROWS } from './recorded.ts';

type Reply = { readonly status: number; readonly text: string };

/** One socket as the other side sees it. */
export type DeskSocket = {
  readonly options: SocketOptions;
  readonly sent: string[];
  readonly reconnects: string[];
  isGone: boolean;
};

/** A transport, a clock and a log that a test plays Kraken's side of. */
export function krakenDesk(rows: Readonly<Record<string, unknown>> = PAIR_ROWS) {
  const timers = createManualTimers();
  const log = createTestLog();
  const sockets: DeskSocket[] = [];
  const requests: BuiltRequest[] = [];
  const desk = {
    timers,
    log,
    sockets,
    requests,
    pauses: [] as number[],
    answer: (_: BuiltRequest): Reply | Outcome<never> => ({ status: 200, text: '{"error":[],"result":{}}' }),
  };
  const transport = {
    send: async ({ build, mayLeave }) => {
      if (mayLeave?.() === false) return fail('cancelled', 'not wanted any more', { sent: false });
      const built = build();
      requests.push(built);
      const reply = desk.answer(built);
      if ('ok' in reply) return reply;
      const received: TransportReply = { ...reply, header: () => undefined, sentMs: 0, receivedMs: 5 };
      return succeed(received);
    },
    openSocket: (options) => {
      const socket: DeskSocket = { options, sent: [], reconnects: [], isGone: false };
      sockets.push(socket);
      return {
        send: (text) => void socket.sent.push(text),
        reconnect: (reason) => {
          socket.reconnects.push(reason);
          options.onBreak(reason);
        },
        renew: () => undefined,
        dispose: () => {
          socket.isGone = true;
        },
      };
    },
    observeUsed: () => undefined,
    pauseUntil: (untilMs) => void desk.pauses.push(untilMs),
    budgets: () => [],
    pausedUntilMs: () => null,
    breakers: () => [],
    streams: () => [],
    latencyMs: () => null,
    tap: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  } satisfies Transport;
  pairTableOf(transport).replace(pairsOf(rows));
  const parts: ProtocolParts = {
    urls: { rest: 'http://rest', stream: 'ws://stream', userStream: 'ws://user' },
    transport,
    timers,
    serverNowMs: () => timers.nowMs(),
    findInstrument: (id) => pairTableOf(transport).ofInstrument(id)?.instrument,
    log,
  };
  return { ...desk, desk, transport, parts };
}

/** Notes what a stream tells, in words. */
export function noting(): StreamListener & { readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    trade: ({ instrumentId, tradeId, price }) => void told.push(`trade ${instrumentId} ${tradeId} ${price}`),
    quote: ({ instrumentId, bid, ask, timeMs }) => void told.push(`quote ${instrumentId} ${bid} ${ask} ${timeMs}`),
    candle: (id, { openTimeMs, close }, isClosed) => void told.push(`candle ${id} ${openTimeMs} ${close} ${isClosed}`),
    connected: (ids) => void told.push(`connected ${ids.join()}`),
    broken: (ids, reason) => void told.push(`broken ${ids.join()}: ${reason}`),
    alive: (ids) => void told.push(`alive ${ids.join()}`),
  };
}

type Asked = { method: string; params: { channel: string; symbol: string[] }; req_id: number };
export const asked = (sent: readonly string[]): Asked[] =>
  sent.map((text) => JSON.parse(text) as Asked).filter(({ method }) => method !== 'ping');

/** Acknowledges everything asked for so far, symbol by symbol, as Kraken does. */
export function acknowledge({ sent, options }: DeskSocket): void {
  for (const { method, params, req_id: id } of asked(sent.splice(0))) {
    for (const symbol of params.symbol) {
      options.onMessage(
        JSON.stringify({ method, success: true, result: { channel: params.channel, symbol }, req_id: id }),
      );
    }
  }
}
