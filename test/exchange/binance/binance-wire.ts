import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DropKind, Violation, Wire } from '../server/wire.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { answerRest, isBinancePath } from './rest.ts';
import { ApiConnection } from './socket-api/api-connection.ts';
import { UserHub } from './socket-api/user-hub.ts';
import { readSocketPath, type SocketPath } from './socket-paths.ts';
import type { KeptSocketParts } from './streams/kept-socket.ts';
import { createLoad, type LoadOptions } from './streams/load.ts';
import { MarketConnection } from './streams/market-connection.ts';
import { MarketHub } from './streams/market-hub.ts';

const MOST_CONNECTS = 300;
const CONNECT_WINDOW_MS = 300_000;

export type BinanceWireOptions = { readonly load?: LoadOptions };
type Client = MarketConnection | ApiConnection;
type SocketParts = Pick<KeptSocketParts, 'socket' | 'raw' | 'faults' | 'wallMs' | 'violations'>;

/** `userStreams`: how many subscriptions to the account there are. */
export type BinanceWire = Wire & { userStreams(): number };

/** Binance Spot over the core: REST, market streams, socket API. */
export function createBinanceWire(desk: BinanceDesk, options: BinanceWireOptions = {}): BinanceWire {
  return new LocalBinance(desk, options);
}

class LocalBinance implements BinanceWire {
  readonly #desk: BinanceDesk;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false });
  readonly #market: MarketHub;
  readonly #users: UserHub;
  readonly #clients = new Set<Client>();
  readonly #violations: Violation[] = [];
  readonly #connects: number[] = [];
  readonly #running: readonly { dispose(): void }[];

  constructor(desk: BinanceDesk, options: BinanceWireOptions) {
    this.#desk = desk;
    this.#market = new MarketHub(desk);
    this.#users = new UserHub(desk);
    const listening = desk.core.onEvent((event) => {
      this.#market.onEvent(event);
      this.#users.onEvent(event);
    });
    this.#running = [listening, ...(options.load ? [createLoad(desk.core, this.#market, options.load)] : [])];
  }

  async handleRequest(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean> {
    if (!isBinancePath(request.url ?? '')) return false;
    await answerRest(this.#desk, request, response, body);
    return true;
  }

  handleUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer): boolean {
    const path = readSocketPath(request.url ?? '/');
    if (!path) return false;
    if (this.#isRefused()) {
      raw.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return true;
    }
    const admit = (socket: WebSocket) => this.#admit(socket, raw, path);
    const accept = () => this.#sockets.handleUpgrade(request, raw, head, admit);
    const slow = this.#desk.faults.strike('socketSlowAccept', request.url ?? '');
    if (slow) setTimeout(accept, Number(slow.value ?? 1_000)).unref();
    else accept();
    return true;
  }

  tick(): void {
    this.#market.tick();
    for (const client of this.#clients) client.kept.tick();
  }

  dropSockets(how: DropKind): number {
    const dropped = [...this.#clients];
    for (const client of dropped) client.kept.drop(how);
    return dropped.length;
  }

  userStreams(): number {
    return this.#users.size;
  }

  changeAddress(): void {
    this.#desk.limits.changeAddress();
    this.#connects.length = 0;
  }

  violations(): readonly Violation[] {
    return [...this.#desk.limits.violations(), ...this.#violations];
  }

  close(): void {
    for (const running of this.#running) running.dispose();
    this.dropSockets('terminate');
    this.#sockets.close();
  }

  #admit(socket: WebSocket, raw: Duplex, path: SocketPath): void {
    const { faults, wallMs } = this.#desk;
    const parts = { socket, raw, faults, wallMs, violations: this.#violations };
    const client = path.kind === 'api' ? new ApiConnection(this.#desk, this.#users, parts) : this.#follow(parts, path);
    this.#clients.add(client);
    socket.on('close', () => {
      this.#clients.delete(client);
      if (client instanceof ApiConnection) client.close();
      else for (const stream of [...client.streams]) client.unsubscribe(stream);
    });
  }

  /** The hub is told of the first streams once the connection is whole. */
  #follow(parts: SocketParts, path: Extract<SocketPath, { kind: 'market' }>): MarketConnection {
    const client: MarketConnection = new MarketConnection({
      ...parts,
      isCombined: path.isCombined,
      onSubscribe: (stream) => this.#market.join(stream, client),
      onUnsubscribe: (stream) => this.#market.leave(stream, client),
    });
    for (const stream of path.streams) client.subscribe(stream);
    return client;
  }

  #isRefused(): boolean {
    const nowMs = this.#desk.wallMs();
    while ((this.#connects[0] ?? nowMs) < nowMs - CONNECT_WINDOW_MS) this.#connects.shift();
    this.#connects.push(nowMs);
    const isTooMany = this.#connects.length > MOST_CONNECTS;
    if (isTooMany) this.#violations.push({ timeMs: nowMs, what: 'more than 300 connections in 5 minutes' });
    return isTooMany || this.#desk.faults.strike('socketRefused') !== undefined;
  }
}
