import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DropKind, Violation, Wire } from '../server/wire.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { answerRest, isBinancePath } from './rest.ts';
import { ApiConnection } from './socket-api/api-connection.ts';
import { UserHub } from './socket-api/user-hub.ts';
import { readSocketPath, type SocketPath } from './socket-paths.ts';
import { createLoad, type LoadOptions } from './streams/load.ts';
import { MarketConnection } from './streams/market-connection.ts';
import { MarketHub } from './streams/market-hub.ts';

const MOST_CONNECTS = 300;
const CONNECT_WINDOW_MS = 300_000;

export type BinanceWireOptions = { readonly load?: LoadOptions };
type Client = MarketConnection | ApiConnection;

/** `userStreams`: how many subscriptions to the account there are. */
export type BinanceWire = Wire & { userStreams(): number };

/** Binance Spot over the core: REST, market streams, socket API. */
export function createBinanceWire(desk: BinanceDesk, options: BinanceWireOptions = {}): BinanceWire {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false });
  const market = new MarketHub(desk);
  const users = new UserHub(desk);
  const clients = new Set<Client>();
  const violations: Violation[] = [];
  const connects: number[] = [];
  const load = options.load && createLoad(market, options.load);
  const listening = desk.core.onEvent((event) => {
    market.onEvent(event);
    users.onEvent(event);
  });

  const admit = (socket: WebSocket, raw: Duplex, path: SocketPath): void => {
    const parts = { socket, raw, faults: desk.faults, wallMs: desk.wallMs, violations };
    const client = path.kind === 'api' ? new ApiConnection(desk, users, parts) : joinMarket(market, parts, path);
    clients.add(client);
    socket.on('close', () => {
      clients.delete(client);
      if (client instanceof ApiConnection) client.close();
      else for (const stream of [...client.streams]) client.unsubscribe(stream);
    });
  };

  const isRefused = (): boolean => {
    const nowMs = desk.wallMs();
    while ((connects[0] ?? nowMs) < nowMs - CONNECT_WINDOW_MS) connects.shift();
    connects.push(nowMs);
    if (connects.length > MOST_CONNECTS)
      violations.push({ timeMs: nowMs, what: 'more than 300 connections in 5 minutes' });
    return connects.length > MOST_CONNECTS || desk.faults.strike('socketRefused') !== undefined;
  };

  return {
    async handleRequest(request, response, body) {
      if (!isBinancePath(request.url ?? '')) return false;
      await answerRest(desk, request, response, body);
      return true;
    },
    handleUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer) {
      const path = readSocketPath(request.url ?? '/');
      if (!path) return false;
      if (isRefused()) {
        raw.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return true;
      }
      const accept = () => sockets.handleUpgrade(request, raw, head, (socket) => admit(socket, raw, path));
      const slow = desk.faults.strike('socketSlowAccept', request.url ?? '');
      if (slow) setTimeout(accept, Number(slow.value ?? 1_000)).unref();
      else accept();
      return true;
    },
    tick() {
      market.tick();
      for (const client of clients) client.kept.tick();
    },
    dropSockets(how: DropKind) {
      const dropped = [...clients];
      for (const client of dropped) client.kept.drop(how);
      return dropped.length;
    },
    userStreams: () => users.size,
    violations: () => [...desk.limits.violations(), ...violations],
    close() {
      load?.dispose();
      listening.dispose();
      for (const client of clients) client.kept.drop('terminate');
      sockets.close();
    },
  };
}

function joinMarket(
  market: MarketHub,
  parts: Omit<
    ConstructorParameters<typeof MarketConnection>[0],
    'isCombined' | 'streams' | 'onSubscribe' | 'onUnsubscribe'
  >,
  path: Extract<SocketPath, { kind: 'market' }>,
): MarketConnection {
  // The connection subscribes while it is made, so it is handed to the hub once it is whole.
  const client: MarketConnection = new MarketConnection({
    ...parts,
    isCombined: path.isCombined,
    streams: [],
    onSubscribe: (stream) => market.join(stream, client),
    onUnsubscribe: (stream) => market.leave(stream, client),
  });
  for (const stream of path.streams) client.subscribe(stream);
  return client;
}
