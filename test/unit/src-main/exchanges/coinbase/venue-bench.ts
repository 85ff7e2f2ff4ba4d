import { generateKeyPairSync } from 'node:crypto';
import { createCoinbaseOrders } from '../../../../../src-main/exchanges/coinbase/venue.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import type { ScriptedReply } from '../binance/scripted-transport.ts';
import { BTC, createCoinbaseBench } from './coinbase-bench.ts';

export const KEY_PAIR = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SECRET = KEY_PAIR.privateKey.export({ type: 'sec1', format: 'pem' }).toString();

type Route = (query: URLSearchParams, body: Record<string, unknown>) => ScriptedReply | ReturnType<typeof failed>;
export const failed = (code: string, details: object = {}) =>
  ({ ok: false, error: { code, message: `it ${code}`, details } }) as never;

export type Routes = Readonly<Record<string, Route>>;

/** A protocol whose requests are answered by route: `GET /accounts` and the like, under `/api/v3/brokerage`. */
export function createVenueBench(routes: Routes, more: Parameters<typeof createCoinbaseBench>[0] = {}) {
  const bench = createCoinbaseBench(more);
  bench.transport.answer = ({ method, url, body }) => {
    const { pathname, searchParams } = new URL(url);
    const name = `${method} ${pathname.replace('/api/v3/brokerage', '')}`;
    const route = routes[name];
    if (route === undefined) return { status: 404, body: { error: 'NOT_FOUND', message: name } };
    return route(searchParams, body === undefined ? {} : (JSON.parse(body) as Record<string, unknown>));
  };
  const protocol = createCoinbaseOrders(bench.parts, { apiKey: 'organizations/o/apiKeys/k', secret: SECRET });
  /** Method and path of what was sent, in order. */
  const asked = (): string[] =>
    bench.transport.sent.map(
      ({ built }) => `${built.method} ${new URL(built.url).pathname.replace('/api/v3/brokerage', '')}`,
    );
  const bodies = (): Record<string, unknown>[] =>
    bench.transport.sent.flatMap(({ built }) => (built.body === undefined ? [] : [JSON.parse(built.body) as never]));
  return { ...bench, protocol, asked, bodies };
}

export function orderOf(more: Partial<Order> = {}): Order {
  return {
    clientOrderId: 'mine-1',
    accountId: 'paper',
    botId: 'bot',
    instrumentId: BTC.id,
    side: 'buy',
    type: { kind: 'market' },
    size: { kind: 'base', quantity: quantityFromText('0.01') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 0,
    ...more,
  };
}

export const base = (text: string): Order['size'] => ({ kind: 'base', quantity: quantityFromText(text) });
export const quote = (text: string): Order['size'] => ({ kind: 'quote', amount: moneyFromText(text) });
export const limit = (text: string): Order['type'] => ({ kind: 'limit', price: priceFromText(text) });
export const stop = (text: string): Order['type'] => ({ kind: 'stop', trigger: priceFromText(text) });

export const PLACED = {
  success: true,
  success_response: { order_id: 'cb-1', product_id: 'BTC-USD', side: 'BUY', client_order_id: 'mine-1' },
};

export const refusal = (error: string, message = '', more: object = {}) => ({
  success: false,
  error_response: { error, message, error_details: message, ...more },
});

/** An order as REST tells it. */
export const restOrder = (more: object = {}) => ({
  order_id: 'cb-1',
  client_order_id: 'mine-1',
  product_id: 'BTC-USD',
  side: 'BUY',
  status: 'OPEN',
  created_time: '2026-11-21T00:00:00Z',
  filled_size: '0.004',
  average_filled_price: '100',
  filled_value: '0.4',
  reject_reason: 'REJECT_REASON_UNSPECIFIED',
  last_fill_time: null,
  ...more,
});
