import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DropKind } from '../server/wire.ts';
import type { WireParts } from './api.ts';
import { StreamConnection, type StreamGate } from './stream-connection.ts';
import { UserEvents } from './user-channel.ts';
import type { TokenVerifier } from './verify-token.ts';

type Client = { readonly socket: WebSocket; readonly connection: StreamConnection; isMute: boolean };

/** All sockets under `/cb`, and what happens at the exchange on its way to them. */
export class StreamHub {
  readonly #parts: WireParts;
  readonly #verifier: TokenVerifier;
  readonly #monotonicMs: () => number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #clients = new Set<Client>();
  readonly #pending = new Set<NodeJS.Timeout>();
  readonly #userEvents: UserEvents;
  readonly #subscription: { dispose(): void };
  #asked = { second: 0, count: 0 };

  constructor(parts: WireParts, verifier: TokenVerifier, monotonicMs: () => number) {
    this.#parts = parts;
    this.#verifier = verifier;
    this.#monotonicMs = monotonicMs;
    this.#userEvents = new UserEvents(parts.faults, (order, productId) => {
      for (const { connection } of this.#clients) connection.hearOrder(order, productId);
    });
    parts.desk.onChange((state) => this.#userEvents.change(state, monotonicMs()));
    this.#subscription = parts.core.onEvent((event) => {
      for (const { connection } of this.#clients) connection.hear(event);
    });
  }

  /** Faults `socketRefused`, and `socketSlowAccept` (ms). */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const place = request.url ?? '';
    if (this.#parts.faults.strike('socketRefused', place) !== undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const accept = (): void => this.#server.handleUpgrade(request, socket, head, (client) => this.#admit(client));
    const slow = this.#parts.faults.strike('socketSlowAccept', place);
    if (slow === undefined) {
      accept();
      return;
    }
    const timer = setTimeout(
      () => {
        this.#pending.delete(timer);
        accept();
      },
      Number(slow.value ?? 2_000),
    );
    this.#pending.add(timer);
  }

  tick(): void {
    const nowMs = this.#monotonicMs();
    this.#userEvents.release(nowMs);
    const hasUser = [...this.#clients].some(({ connection }) => connection.hasUserChannel);
    const isOver = hasUser && this.#parts.faults.strike('userStreamTerminated') !== undefined;
    for (const { connection } of this.#clients) {
      if (isOver) connection.endUserChannel();
      connection.tick(nowMs);
    }
  }

  drop(how: DropKind): number {
    const clients = [...this.#clients];
    for (const client of clients) dropClient(client, how);
    return clients.length;
  }

  close(): void {
    this.#subscription.dispose();
    for (const timer of this.#pending) clearTimeout(timer);
    for (const { socket } of this.#clients) socket.terminate();
    this.#server.close();
  }

  #admit(socket: WebSocket): void {
    const say = {
      isOpen: () => !client.isMute && socket.readyState === socket.OPEN,
      send: (text: string) => {
        if (say.isOpen()) socket.send(text);
      },
      close: (code: number, reason: string) => socket.close(code, reason),
      drop: (how: DropKind) => dropClient(client, how),
    };
    const connection = new StreamConnection(this.#parts, say, this.#gate, this.#monotonicMs());
    const client: Client = { socket, connection, isMute: false };
    this.#clients.add(client);
    socket.on('message', (data) => connection.receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#clients.delete(client));
  }

  readonly #gate: StreamGate = {
    admits: (token) => 'key' in this.#verifier.verify({ token, nowMs: this.#parts.core.nowMs(), request: null }),
    mayAsk: () => {
      const second = Math.floor(this.#monotonicMs() / 1000);
      const count = this.#asked.second === second ? this.#asked.count + 1 : 1;
      this.#asked = { second, count };
      return count <= this.#parts.options.socketMessagesPerSecond;
    },
  };
}

function dropClient(client: Client, how: DropKind): void {
  if (how === 'terminate') client.socket.terminate();
  else if (how === 'halfOpen') {
    client.isMute = true;
    client.socket.pause();
  } else client.socket.close(how === 'shutdown' ? 1001 : 1000, how === 'shutdown' ? 'going away' : 'bye');
}
