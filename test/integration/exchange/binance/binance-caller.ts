import { createHmac, createPrivateKey, sign } from 'node:crypto';
import type { LocalExchange } from '../../../exchange/start-local-exchange.ts';

export type Reply = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers };
export type CallOptions = {
  /** Instead of the HMAC key's. */
  readonly apiKey?: string;
  readonly sign?: (payload: string) => string;
  readonly timestampMs?: number;
  readonly signal?: AbortSignal;
};

/** A client of the test's own: it sends exactly what it is told, right or wrong. */
export function createCaller(exchange: LocalExchange) {
  const hmac = (payload: string) => createHmac('sha256', exchange.binanceSecret).update(payload).digest('hex');

  async function send(method: string, path: string, query: string, options: CallOptions = {}): Promise<Reply> {
    const headers = { 'X-MBX-APIKEY': options.apiKey ?? exchange.binanceKey };
    const { signal } = options;
    const response = await fetch(`${exchange.rest}${path}?${query}`, {
      method,
      headers,
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : { text }, headers: response.headers };
  }

  return {
    hmac,
    /** Ed25519, with the exchange's second key. */
    ed25519: {
      apiKey: exchange.binanceEd25519Key,
      sign: (payload: string) => {
        const key = createPrivateKey(exchange.binanceEd25519PrivateKeyPem);
        return encodeURIComponent(sign(null, Buffer.from(payload), key).toString('base64'));
      },
    },
    open: (path: string, query = '') => send('GET', path, query),
    signed(method: string, path: string, params: Readonly<Record<string, string>>, options: CallOptions = {}) {
      const timestamp = String(options.timestampMs ?? exchange.core.nowMs());
      const payload = new URLSearchParams({ ...params, timestamp }).toString();
      const signature = (options.sign ?? hmac)(payload);
      return send(method, path, `${payload}&signature=${signature}`, options);
    },
  };
}

export type Caller = ReturnType<typeof createCaller>;

/** A limit order far from the market, as parameters. */
export function farOrder(exchange: LocalExchange, share = 0.95): Record<string, string> {
  const price = String(Math.floor(Number(exchange.core.lastPrice('BTC-USDT')) * share));
  return { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01', price };
}

export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 1));
}
