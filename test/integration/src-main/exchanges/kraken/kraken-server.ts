import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountOrder } from './kraken-account.ts';
import { API_KEY, isSignedRight, KrakenAccount } from './kraken-account.ts';
import { KrakenSockets } from './kraken-sockets.ts';

const PAGE = 50;

const pair = (wsname: string, base: string, decimals: number) => ({
  altname: wsname.replace('/', ''),
  wsname,
  aclass_base: 'currency',
  base,
  quote: 'ZUSD',
  pair_decimals: decimals,
  lot_decimals: 8,
  cost_decimals: 5,
  fees: [[0, 0.4]],
  ordermin: '0.0001',
  costmin: '0.5',
  tick_size: String(10 ** -decimals),
  status: 'online',
});

type Answer = unknown | { readonly error: string };
const refused = (error: string) => ({ error });

/** Kraken on 127.0.0.1: REST and both sockets, strict about signatures, nonces, fields and tokens. */
export class KrakenServer {
  readonly account = new KrakenAccount();
  readonly sockets = new KrakenSockets();
  /** Calls in the order they came, with what was said to them. */
  readonly calls: { readonly endpoint: string; readonly form: URLSearchParams; readonly error: string }[] = [];
  /** Endpoints whose next replies are lost after the work was done. */
  readonly lostReplies: string[] = [];
  /** Minutes OHLC knows, oldest first, as Kraken's rows. */
  minutes: (string | number)[][] = [];
  readonly #server: Server;
  #lastNonce = 0n;
  #underWay = 0;
  #tokens = 0;

  private constructor() {
    this.#server = createServer((request, response) => this.#take(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.sockets.upgrade(request, socket, head));
    this.account.onEvent((event, order, trade) => this.sockets.execution(event, order, trade));
    this.sockets.snapshotOrders = () => this.account.orders.filter(({ status }) => status === 'open');
  }

  static async start(): Promise<KrakenServer> {
    const server = new KrakenServer();
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    return server;
  }

  get urls() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      rest: `http://127.0.0.1:${port}`,
      stream: `ws://127.0.0.1:${port}/v2`,
      userStream: `ws://127.0.0.1:${port}/auth/v2`,
    };
  }

  async close(): Promise<void> {
    this.sockets.close();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const isPrivate = path.startsWith('/0/private/');
      if (isPrivate) this.#underWay++;
      const endpoint = path.split('/').at(-1) ?? '';
      const form = new URLSearchParams(isPrivate ? body : query);
      const answer = isPrivate ? this.#private(request, { path, body, endpoint, form }) : this.#public(endpoint, form);
      // Answered in a later turn, so that two private requests at once would be seen.
      setImmediate(() => this.#reply(response, { endpoint, form, answer, isPrivate }));
    });
  }

  #reply(
    response: ServerResponse,
    {
      endpoint,
      form,
      answer,
      isPrivate,
    }: { endpoint: string; form: URLSearchParams; answer: Answer; isPrivate: boolean },
  ): void {
    if (isPrivate) this.#underWay--;
    const error = (answer as { error?: string } | null)?.error ?? '';
    this.calls.push({ endpoint, form, error });
    const lost = this.lostReplies.indexOf(endpoint);
    if (lost >= 0) {
      this.lostReplies.splice(lost, 1);
      response.destroy();
      return;
    }
    const text = JSON.stringify(error === '' ? { error: [], result: answer } : { error: [error] });
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  }

  #public(endpoint: string, form: URLSearchParams): Answer {
    switch (endpoint) {
      case 'Time':
        return { unixtime: Math.floor(Date.now() / 1000), rfc1123: 'x' };
      case 'AssetPairs':
        return { XXBTZUSD: pair('XBT/USD', 'XXBT', 1), XETHZUSD: pair('ETH/USD', 'XETH', 2) };
      case 'OHLC': {
        const since = Number(form.get('since'));
        const rows = this.minutes.filter(([seconds]) => Number(seconds) > since).slice(-720);
        return { XXBTZUSD: rows, last: Number(rows.at(-2)?.[0] ?? 0) };
      }
      case 'Ticker':
        return { XXBTZUSD: { a: ['40000.5', '1', '1'], b: ['39999.5', '1', '1'], c: ['40000.0', '0.1'] } };
      default:
        return refused('EGeneral:Unknown method');
    }
  }

  #private(
    request: IncomingMessage,
    { path, body, endpoint, form }: { path: string; body: string; endpoint: string; form: URLSearchParams },
  ): Answer {
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return refused('EGeneral:Invalid arguments');
    }
    if (request.headers['api-key'] !== API_KEY) return refused('EAPI:Invalid key');
    if (!isSignedRight(path, body, String(request.headers['api-sign']))) return refused('EAPI:Invalid signature');
    const nonce = BigInt(form.get('nonce') ?? '0');
    if (nonce <= this.#lastNonce || this.#underWay > 1) return refused('EAPI:Invalid nonce');
    this.#lastNonce = nonce;
    return this.#work(endpoint, form);
  }

  #work(endpoint: string, form: URLSearchParams): Answer {
    const { orders, trades, balances } = this.account;
    switch (endpoint) {
      case 'GetApiKeyInfo':
        return { permissions: ['query-funds', 'query-open-trades', 'modify-trades'], ipAllowlist: [] };
      case 'GetWebSocketsToken': {
        const token = `token-${++this.#tokens}`;
        this.sockets.tokens.add(token);
        return { token, expires: 900 };
      }
      case 'BalanceEx':
        return Object.fromEntries(
          [...balances].map(([code, balance]) => [code, { balance: balance.toFixed(8), hold_trade: '0.0000' }]),
        );
      case 'AddOrder': {
        const placed = this.account.place(form);
        return typeof placed === 'string' ? refused(placed) : { descr: { order: 'x' }, txid: [placed.txid] };
      }
      case 'CancelOrder': {
        const count = this.account.cancel(form);
        return count === 0 ? refused('EOrder:Unknown order') : { count };
      }
      case 'OpenOrders':
        return {
          open: rowsOf(
            orders.filter(({ status }) => status === 'open'),
            form,
          ),
        };
      case 'ClosedOrders':
        return {
          closed: rowsOf(
            orders.filter(({ status }) => status !== 'open'),
            form,
          ),
          count: 0,
        };
      case 'QueryOrders': {
        const found = orders.filter(({ txid }) => txid === form.get('txid'));
        return found.length === 0 ? refused('EOrder:Unknown order') : rowsOf(found, form);
      }
      case 'TradesHistory': {
        const since = trades.filter(({ timeS }) => timeS > Number(form.get('start'))).reverse();
        const page = since.slice(Number(form.get('ofs')), Number(form.get('ofs')) + PAGE);
        return { count: since.length, trades: Object.fromEntries(page.map((trade) => [trade.id, tradeRow(trade)])) };
      }
      default:
        return refused('EGeneral:Unknown method');
    }
  }
}

function tradeRow({ order, price, volume, fee, timeS, maker }: KrakenAccount['trades'][number]) {
  return {
    ordertxid: order.txid,
    pair: order.pair === 'XBTUSD' ? 'XXBTZUSD' : 'XETHZUSD',
    time: timeS,
    type: order.side,
    ordertype: order.type,
    price: String(price),
    cost: String(price * volume),
    fee: fee.toFixed(5),
    vol: volume.toFixed(8),
    maker,
  };
}

function rowsOf(orders: readonly AccountOrder[], form: URLSearchParams) {
  const clientId = form.get('cl_ord_id');
  const wanted = orders.filter((order) => clientId === null || order.clientId === clientId);
  return Object.fromEntries(
    wanted.map((order) => [
      order.txid,
      {
        refid: null,
        userref: 0,
        cl_ord_id: order.clientId,
        status: order.status,
        reason: order.reason,
        opentm: order.openedS,
        descr: { pair: order.pair, type: order.side, ordertype: order.type, price: String(order.price) },
        vol: order.volume.toFixed(8),
        // As Kraken's documentation has it: in the quote asset when the order's size was.
        vol_exec: (order.flags.includes('viqc') ? order.cost : order.filled).toFixed(8),
        cost: (order.flags.includes('viqc') ? order.filled : order.cost).toFixed(8),
        oflags: order.flags,
      },
    ]),
  );
}
