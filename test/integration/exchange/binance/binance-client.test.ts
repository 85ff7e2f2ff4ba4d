import { MainClient, WebsocketAPIClient, WebsocketClient, WS_KEY_MAP } from 'binance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startLocalExchange } from '../../../exchange/start-local-exchange.ts';
import { blockOutsideHosts, type HostBlock } from '../block-outside-hosts.ts';

/** The npm package `binance` as it is published, pointed at the local exchange as section 5.3 of the protocol facts says. */
const SYMBOL = 'BTCUSDT';
const CORE_SYMBOL = 'BTC-USDT';
const silent = { trace: ignore, info: ignore, error: ignore };

let exchange: LocalExchange;
let hosts: HostBlock;
let rest: MainClient;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 12 });
  hosts = blockOutsideHosts();
  const keys = { api_key: exchange.binanceKey, api_secret: exchange.binanceSecret };
  rest = new MainClient({ ...keys, baseUrl: exchange.rest, disableTimeSync: true }, { timeout: 5_000 });
});

afterAll(async () => {
  await exchange.close();
  hosts.restore();
});

describe('npm binance on the local exchange', () => {
  it('reads markets, candles and the account', async () => {
    const info = await rest.getExchangeInfo();
    const filters = info.symbols.find(({ symbol }) => symbol === SYMBOL)?.filters ?? [];
    expect(filters.find(({ filterType }) => filterType === 'LOT_SIZE')).toMatchObject({ stepSize: '0.00001000' });
    const candles = await rest.getKlines({ symbol: SYMBOL, interval: '5m', limit: 10 });
    expect(candles).toHaveLength(10);
    const account = await rest.getAccountInformation();
    expect(account.balances.find(({ asset }) => asset === 'USDT')).toMatchObject({ free: '100000.00000000' });
    expect(rest.getRateLimitStates()['x-mbx-used-weight-1m']).toBe(42);
  });

  it('streams trades, candles, quotes and books over one connection', async () => {
    const stream = new WebsocketClient({ wsUrl: exchange.ws, beautify: false }, silent);
    const kinds = new Set<string>();
    const all = new Promise<void>((resolve) => {
      stream.on('message', (message) => {
        const { streamName: name } = message as unknown as { streamName?: string };
        if (name) kinds.add(name);
        if (kinds.size === 4) resolve();
      });
    });
    const topics = ['trade', 'kline_1m', 'bookTicker', 'depth@100ms'].map(
      (topic) => `${SYMBOL.toLowerCase()}@${topic}`,
    );
    await stream.subscribe(topics, WS_KEY_MAP.main);
    await all;
    expect([...kinds].sort()).toEqual([...topics].sort());
    stream.closeAll(true);
  });

  it.each(['hmac', 'ed25519'] as const)('follows an order over the user stream, signed with %s', async (kind) => {
    const api = openApi(kind);
    const events: UserEvent[] = [];
    let heard: () => void = ignore;
    api.getWSClient().on('message', (message) => {
      const event = message as unknown as UserEvent;
      if (event.e === 'executionReport') events.push(event);
      heard();
    });
    const next = async (count: number) => {
      while (events.length < count) await new Promise<void>((resolve) => (heard = resolve));
    };
    await api.subscribeUserDataStream(WS_KEY_MAP.mainWSAPI);
    const price = String(Math.floor(Number(exchange.core.lastPrice(CORE_SYMBOL)) * 0.96));
    const newClientOrderId = `x-U5D79M5B${kind}`;
    const order = { symbol: SYMBOL, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', newClientOrderId } as const;
    await rest.submitNewOrder({ ...order, quantity: '0.01', price } as never);
    await next(1);
    exchange.core.tradeAt(CORE_SYMBOL, price, '0.003', 'sell');
    await next(2);
    const cancelled = await rest.cancelOrder({ symbol: SYMBOL, origClientOrderId: newClientOrderId });
    expect(cancelled).toMatchObject({
      status: 'CANCELED',
      executedQty: '0.00300000',
      origClientOrderId: newClientOrderId,
    });
    await next(3);
    expect(events.map(({ x, X, z }) => [x, X, z])).toEqual([
      ['NEW', 'NEW', '0.00000000'],
      ['TRADE', 'PARTIALLY_FILLED', '0.00300000'],
      ['CANCELED', 'CANCELED', '0.00300000'],
    ]);
    expect(events[2]).toMatchObject({ C: newClientOrderId });
    api.disconnectAll();
  });

  it('places, asks for and cancels orders over the socket', async () => {
    const api = openApi('hmac');
    const price = String(Math.floor(Number(exchange.core.lastPrice(CORE_SYMBOL)) * 0.95));
    const order = { symbol: SYMBOL, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.001', price } as const;
    const newClientOrderId = 'x-U5D79M5Bsocket';
    const placed = await api.submitNewSpotOrder({ ...order, newClientOrderId, timestamp: Date.now() } as never);
    expect(placed.result).toMatchObject({ clientOrderId: newClientOrderId, status: 'NEW' });
    const found = await api.getSpotOrderStatus({
      symbol: SYMBOL,
      origClientOrderId: newClientOrderId,
      timestamp: Date.now(),
    } as never);
    expect(found.result).toMatchObject({ status: 'NEW', price: `${price}.00000000` });
    const cancelled = await api.cancelSpotOrder({
      symbol: SYMBOL,
      origClientOrderId: newClientOrderId,
      timestamp: Date.now(),
    } as never);
    expect(cancelled.result).toMatchObject({ status: 'CANCELED' });
    api.disconnectAll();
  });

  it('is refused with Binance’s own codes', async () => {
    const order = { symbol: SYMBOL, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.001' } as const;
    await expect(rest.submitNewOrder({ ...order, price: '100.001' } as never)).rejects.toMatchObject({ code: -1013 });
    await expect(rest.submitNewOrder({ ...order, price: '1' } as never)).rejects.toMatchObject({ code: -1013 });
    await expect(rest.getOrder({ symbol: SYMBOL, orderId: 424_242 })).rejects.toMatchObject({ code: -2013 });
    const stranger = new MainClient(
      { api_key: exchange.binanceKey, api_secret: 'another secret', baseUrl: exchange.rest, disableTimeSync: true },
      { timeout: 5_000 },
    );
    await expect(stranger.getAccountInformation()).rejects.toMatchObject({ code: -1022 });
  });

  it('asked nobody else', () => {
    expect(hosts.refused).toEqual([]);
    expect(exchange.violations()).toEqual([]);
  });
});

type UserEvent = { readonly e: string; readonly x: string; readonly X: string; readonly z: string; readonly C: string };

function openApi(kind: 'hmac' | 'ed25519'): WebsocketAPIClient {
  const hmac = { api_key: exchange.binanceKey, api_secret: exchange.binanceSecret };
  const ed25519 = { api_key: exchange.binanceEd25519Key, api_secret: exchange.binanceEd25519PrivateKeyPem };
  const keys = kind === 'hmac' ? hmac : ed25519;
  return new WebsocketAPIClient({ ...keys, wsUrl: exchange.ws, beautify: false, attachEventListeners: false }, silent);
}

function ignore(): void {
  // The client's own log is not what is looked at.
}
