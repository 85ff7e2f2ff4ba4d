import { WebSocket } from 'ws';
import type { CoinbaseKey } from './keys.ts';
import type { LocalCoinbase } from './local-coinbase.ts';
import { signToken } from './sign-token.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Told = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Json };

const PREFIX = '/api/v3/brokerage';

/** Requests and sockets without a library between the test and the wire. */
export class PlainClient {
  readonly #exchange: LocalCoinbase;
  readonly #key: CoinbaseKey;
  readonly #sockets: WebSocket[] = [];

  constructor(exchange: LocalCoinbase, key: CoinbaseKey = exchange.keys.ecdsa) {
    this.#exchange = exchange;
    this.#key = key;
  }

  /** @param path below `/api/v3/brokerage`, with its query */
  get(path: string): Promise<Told> {
    return this.send('GET', path);
  }

  post(path: string, body: Json): Promise<Told> {
    return this.send('POST', path, JSON.stringify(body));
  }

  async send(
    method: string,
    path: string,
    body: string | null = null,
    token = this.token(method, path),
  ): Promise<Told> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const reply = await fetch(`${this.#exchange.rest}${PREFIX}${path}`, { method, body, headers });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    return { status: reply.status, headers: reply.headers, text, body: isJson ? (JSON.parse(text) as Json) : {} };
  }

  token(method: string, path: string, claims: Json = {}, header: Json = {}): string {
    const uri = `${method} ${this.#exchange.rest.slice('http://'.length)}${PREFIX}${path.split('?')[0]}`;
    return signToken({ key: this.#key, nowMs: this.#exchange.core.nowMs(), uri, claims, header });
  }

  /** One limit order that rests until something crosses it. */
  async placeLimit(clientOrderId: string, price: string, size: string, isPostOnly = false): Promise<Told> {
    const limit_limit_gtc = { base_size: size, limit_price: price, post_only: isPostOnly };
    return this.post('/orders', {
      client_order_id: clientOrderId,
      product_id: 'BTC-USD',
      side: 'BUY',
      order_configuration: { limit_limit_gtc },
    });
  }

  open(): PlainSocket {
    const socket = new WebSocket(this.#exchange.stream, { maxPayload: 32_000_000 });
    this.#sockets.push(socket);
    return new PlainSocket(socket, () => signToken({ key: this.#key, nowMs: this.#exchange.core.nowMs() }));
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}

export class PlainSocket {
  readonly messages: Json[] = [];
  readonly malformed: string[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly opened: Promise<void>;
  readonly #socket: WebSocket;
  readonly #token: () => string;

  constructor(socket: WebSocket, token: () => string) {
    this.#socket = socket;
    this.#token = token;
    this.opened = new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.opened.catch(() => undefined);
    socket.on('message', (data) => this.#read(String(data)));
  }

  async subscribe(channel: string, productIds: readonly string[] = [], more: Json = {}): Promise<void> {
    await this.opened;
    this.#ask('subscribe', channel, productIds, more);
  }

  unsubscribe(channel: string, productIds: readonly string[] = []): void {
    this.#ask('unsubscribe', channel, productIds, {});
  }

  say(message: Json): void {
    this.#socket.send(JSON.stringify(message));
  }

  ping(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('pong', () => resolve());
      this.#socket.ping();
    });
  }

  of(channel: string): readonly Json[] {
    return this.messages.filter((message) => message.channel === channel);
  }

  #ask(type: string, channel: string, productIds: readonly string[], more: Json): void {
    const token = channel === 'user' ? { jwt: this.#token() } : {};
    this.say({ type, channel, product_ids: productIds, ...token, ...more });
  }

  #read(text: string): void {
    try {
      this.messages.push(JSON.parse(text) as Json);
    } catch {
      this.malformed.push(text);
    }
  }
}
