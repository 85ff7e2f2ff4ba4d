import { crc32 } from 'node:zlib';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { AccountOrder, AccountTrade } from './kraken-account.ts';

const SYMBOLS = ['BTC/USD', 'ETH/USD'];
const DECIMALS: Readonly<Record<string, number>> = { 'BTC/USD': 1, 'ETH/USD': 2 };
const CHANNEL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  trade: ['channel', 'symbol', 'snapshot'],
  ticker: ['channel', 'symbol', 'event_trigger', 'snapshot'],
  ohlc: ['channel', 'symbol', 'interval', 'snapshot'],
  book: ['channel', 'symbol', 'depth', 'snapshot'],
};

type Level = readonly [price: number, quantity: number];
type Request = { method: string; params?: Record<string, unknown>; req_id?: number };

/** The two sockets of Kraken's second protocol, strict in what they take. */
export class KrakenSockets {
  readonly #public = new WebSocketServer({ noServer: true });
  readonly #private = new WebSocketServer({ noServer: true });
  readonly #topics = new Map<WebSocket, Set<string>>();
  readonly #users = new Map<WebSocket, number>();
  readonly book = { bids: [[39_999.5, 1.25]] as Level[], asks: [[40_000.5, 0.5]] as Level[] };
  /** Tokens given out, each good for one connection. */
  readonly tokens = new Set<string>();
  readonly subscribed: string[] = [];
  readonly problems: string[] = [];
  /** Books get a sum that is wrong, so many times. */
  wrongSums = 0;
  /** What happens to orders is told to nobody. */
  isMute = false;
  snapshotOrders: () => readonly AccountOrder[] = () => [];

  constructor() {
    this.#public.on('connection', (socket) => this.#openPublic(socket));
    this.#private.on('connection', (socket) => this.#openPrivate(socket));
  }

  upgrade(
    ...[request, socket, head]: Parameters<WebSocketServer['handleUpgrade']> extends [
      infer A,
      infer B,
      infer C,
      ...unknown[],
    ]
      ? [A, B, C]
      : never
  ): void {
    const server = request.url === '/auth/v2' ? this.#private : this.#public;
    server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
  }

  /** As a network does it: without a word. */
  cut(): void {
    for (const client of [...this.#public.clients, ...this.#private.clients]) client.terminate();
  }

  close(): void {
    this.cut();
    this.#public.close();
    this.#private.close();
  }

  tell(channel: string, symbol: string, data: string, type = 'update'): void {
    for (const [socket, topics] of this.#topics) {
      if (topics.has(`${channel} ${symbol}`)) socket.send(`{"channel":"${channel}","type":"${type}","data":[${data}]}`);
    }
  }

  heartbeat(): void {
    for (const socket of this.#topics.keys()) socket.send('{"channel":"heartbeat"}');
  }

  /** Replaces the quantity at a price of the BTC book and tells it. */
  changeBook(side: 'bids' | 'asks', price: number, quantity: number): void {
    const rows = this.book[side].filter(([at]) => at !== price);
    if (quantity > 0) rows.push([price, quantity]);
    rows.sort(([left], [right]) => (side === 'bids' ? right - left : left - right));
    this.book[side] = rows;
    const level = `{"price":${price.toFixed(1)},"qty":${quantity.toFixed(8)}}`;
    const other = side === 'bids' ? 'asks' : 'bids';
    this.tell(
      'book',
      'BTC/USD',
      `{"symbol":"BTC/USD","${side}":[${level}],"${other}":[],"checksum":${this.#checksum()},"timestamp":"2026-11-21T12:00:00.000000Z"}`,
    );
  }

  execution(event: string, order: AccountOrder, trade: AccountTrade | null): void {
    if (this.isMute) return;
    const status = event === 'trade' ? (order.status === 'closed' ? 'filled' : 'partially_filled') : event;
    // As Kraken does: only the first event names the order's id and pair.
    const names = event === 'pending_new' ? `,"cl_ord_id":"${order.clientId}","symbol":"${symbolOf(order)}"` : '';
    const filled =
      trade === null
        ? ''
        : `,"symbol":"${symbolOf(order)}","exec_id":"${trade.id}","last_qty":${trade.volume.toFixed(8)},"last_price":${trade.price.toFixed(DECIMALS[symbolOf(order)] ?? 1)},"liquidity_ind":"${trade.maker ? 'm' : 't'}","fees":[{"asset":"USD","qty":${trade.fee}}],"cum_qty":${order.filled.toFixed(8)},"cum_cost":${order.cost.toFixed(5)}`;
    const row = `{"order_id":"${order.txid}","exec_type":"${event}","order_status":"${status}"${names}${filled},"timestamp":"${new Date().toISOString()}"}`;
    for (const [socket, sequence] of this.#users) {
      this.#users.set(socket, sequence + 1);
      socket.send(`{"channel":"executions","type":"update","data":[${row}],"sequence":${sequence + 1}}`);
    }
  }

  #openPublic(socket: WebSocket): void {
    this.#topics.set(socket, new Set());
    socket.on('close', () => this.#topics.delete(socket));
    socket.send(
      '{"channel":"status","type":"update","data":[{"api_version":"v2","system":"online","version":"2.0.0","connection_id":1}]}',
    );
    socket.on('message', (data) => this.#takePublic(socket, String(data)));
  }

  #takePublic(socket: WebSocket, text: string): void {
    const { method, params = {}, req_id: id } = JSON.parse(text) as Request;
    if (method === 'ping') {
      socket.send(JSON.stringify({ method: 'pong', req_id: id }));
      return;
    }
    const channel = String(params.channel);
    const unknown = Object.keys(params).filter((name) => !CHANNEL_FIELDS[channel]?.includes(name));
    if (!['subscribe', 'unsubscribe'].includes(method) || unknown.length > 0) {
      this.problems.push(text);
      socket.send(JSON.stringify({ method, req_id: id, success: false, error: `Malformed request ${unknown}` }));
      return;
    }
    for (const symbol of params.symbol as string[]) this.#subscribe(socket, { method, channel, symbol, id });
  }

  #subscribe(
    socket: WebSocket,
    { method, channel, symbol, id }: { method: string; channel: string; symbol: string; id: number | undefined },
  ): void {
    if (!SYMBOLS.includes(symbol)) {
      socket.send(
        JSON.stringify({ method, req_id: id, success: false, error: `Currency pair not supported ${symbol}`, symbol }),
      );
      return;
    }
    const topics = this.#topics.get(socket);
    if (method === 'subscribe') topics?.add(`${channel} ${symbol}`);
    else topics?.delete(`${channel} ${symbol}`);
    this.subscribed.push(`${method} ${channel} ${symbol}`);
    socket.send(JSON.stringify({ method, result: { channel, symbol, snapshot: true }, success: true, req_id: id }));
    if (method === 'subscribe' && channel === 'book') this.#sendBook(socket);
  }

  #sendBook(socket: WebSocket): void {
    const side = (rows: readonly Level[]): string =>
      rows.map(([price, quantity]) => `{"price":${price.toFixed(1)},"qty":${quantity.toFixed(8)}}`).join();
    const data = `{"symbol":"BTC/USD","bids":[${side(this.book.bids)}],"asks":[${side(this.book.asks)}],"checksum":${this.#checksum()}}`;
    socket.send(`{"channel":"book","type":"snapshot","data":[${data}]}`);
  }

  /** By Kraken's description, with Node's own CRC. */
  #checksum(): number {
    const digits = (rows: readonly Level[]): string =>
      rows
        .slice(0, 10)
        .map(([price, quantity]) => `${Math.round(price * 10)}${Math.round(quantity * 1e8)}`)
        .join('');
    const sum = crc32(digits(this.book.asks) + digits(this.book.bids));
    return this.wrongSums-- > 0 ? sum + 1 : sum;
  }

  #openPrivate(socket: WebSocket): void {
    socket.send('{"channel":"status","type":"update","data":[{"system":"online"}]}');
    socket.on('close', () => this.#users.delete(socket));
    socket.on('message', (data) => this.#takePrivate(socket, JSON.parse(String(data)) as Request));
  }

  #takePrivate(socket: WebSocket, { method, params = {}, req_id: id }: Request): void {
    if (method === 'ping') {
      socket.send(JSON.stringify({ method: 'pong', req_id: id }));
      return;
    }
    if (params.channel !== 'executions' || !this.tokens.delete(String(params.token))) {
      this.problems.push(`${method} ${String(params.channel)} with a token that is not good`);
      socket.send(JSON.stringify({ method, req_id: id, success: false, error: 'ESession:Invalid session' }));
      return;
    }
    socket.send(
      JSON.stringify({
        method,
        req_id: id,
        success: true,
        result: { channel: 'executions', snap_orders: true, snap_trades: true },
      }),
    );
    const open = this.snapshotOrders().map(
      (order) =>
        `{"order_id":"${order.txid}","cl_ord_id":"${order.clientId}","symbol":"${symbolOf(order)}","exec_type":"new","order_status":"new","cum_qty":${order.filled.toFixed(8)},"cum_cost":${order.cost.toFixed(5)},"timestamp":"${new Date().toISOString()}"}`,
    );
    socket.send(`{"channel":"executions","type":"snapshot","data":[${open.join()}],"sequence":1}`);
    this.#users.set(socket, 1);
  }
}

const symbolOf = ({ pair }: AccountOrder): string => (pair === 'XBTUSD' ? 'BTC/USD' : 'ETH/USD');
