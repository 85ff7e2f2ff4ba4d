import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { succeed, unwrap } from '../../../../../src-main/base/outcome.ts';
import { loadCcxtDefinition } from '../../../../../src-main/exchanges/ccxt/adapter.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { priceFromText, priceToText, quantityFromText, quantityToText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import type { BuiltRequest, Transport, TransportRequest } from '../../../../../src-main/resilience/transport.ts';
import { hasTestData } from '../../../../fakes/candle-files.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');
const OKX = 'ws/nautilus/okx';
const BYBIT = 'ws/nautilus/bybit';

const recorded = (path: string): unknown => JSON.parse(readFileSync(join(DATA, `${path}.json`), 'utf8')) as unknown;

type Sent = { readonly built: BuiltRequest; readonly request: TransportRequest };

/** An exchange that answers by the path of the address; what is not in the table is a test's mistake. */
async function open(venue: string, answers: Readonly<Record<string, (built: BuiltRequest) => unknown>>) {
  const sent: Sent[] = [];
  const send: Transport['send'] = async (request) => {
    const built = request.build();
    sent.push({ built, request });
    const { pathname } = new URL(built.url);
    const answer = answers[pathname];
    const text = JSON.stringify(answer?.(built) ?? { code: 'none', msg: `nothing recorded for ${pathname}` });
    return succeed({
      status: answer === undefined ? 404 : 200,
      header: () => undefined,
      text,
      sentMs: 0,
      receivedMs: 0,
    });
  };
  const definition = unwrap(await loadCcxtDefinition(venue));
  const timers = createManualTimers(Date.UTC(2026, 0, 1));
  const parts: ProtocolParts = {
    urls: definition.urls,
    transport: { send } as unknown as Transport,
    timers,
    serverNowMs: () => timers.nowMs(),
    findInstrument: () => undefined,
    log: createTestLog(),
  };
  const keys = { apiKey: 'name', secret: 'canary-secret', passphrase: 'canary-pass' };
  return { market: definition.market(parts), orders: definition.orders(parts, keys), sent, timers };
}

const gridOf = ({ symbol, tick, step, rules }: Instrument) => [
  symbol,
  priceToText(tick),
  quantityToText(step),
  quantityToText(rules?.minQuantity ?? quantityFromText('0')),
];

function limitOrder(instrument: Instrument): Order {
  return {
    clientOrderId: 'bw-mhx3k2ab-0012cd34-1z',
    accountId: 'paper',
    botId: 'bot',
    instrumentId: instrument.id,
    side: 'buy',
    type: { kind: 'limit', price: priceFromText('65432.1') },
    size: { kind: 'base', quantity: quantityFromText('0.00012345') },
    purpose: 'entry',
    tag: '',
    reduceOnly: false,
    closesOpposite: false,
    createdMs: 0,
  };
}

const okxAnswers = {
  '/api/v5/public/instruments': () => recorded(`${OKX}/http_get_instruments_spot`),
  '/api/v5/market/candles': () => recorded(`${OKX}/http_get_candlesticks`),
  '/api/v5/market/history-candles': () => recorded(`${OKX}/http_get_candlesticks`),
  '/api/v5/account/balance': () => recorded(`${OKX}/http_get_account_balance`),
};

describe.skipIf(!hasTestData(`${OKX}/http_get_instruments_spot.json`))('what OKX answered', () => {
  it('markets, minutes and balances are read to the last digit, from spot alone', async () => {
    const { market, orders, sent } = await open('okx', okxAnswers);
    const instruments = unwrap(await market.instruments());
    expect(instruments.map(gridOf)).toContainEqual(['BTC-USD', '0.1', '0.00000001', '0.00001']);
    expect(sent.map(({ built }) => new URL(built.url).search)).toEqual(['?instType=SPOT']);
    const bitcoin = instruments.find(({ symbol }) => symbol === 'BTC-USD') as Instrument;
    const fromMs = 1_625_097_600_000;
    const page = { instrument: bitcoin, interval: '1m', fromMs, toMs: fromMs + 120_000, priority: 'history' } as const;
    const candles = unwrap(await market.candlePage(page));
    expect([...candles.openTimeMs]).toEqual([fromMs, fromMs + 60_000]);
    expect([candles.open[0], candles.high[0], candles.low[0], candles.close[0]]).toEqual([
      33528.6, 33870, 33528.6, 33783.9,
    ]);
    expect(sent.at(-1)?.request.priority).toBe('history');
    expect(unwrap(await orders.balances())).toContainEqual({
      asset: 'USDT',
      free: '94.42612990333333',
      // What ccxt calls used: the equity without what is free, which differs from frozenBal by what is not realised.
      locked: '5.46856666666668',
    });
  });

  it('an order is told under an id it takes, once, as one; its refusal is one', async () => {
    const answers = {
      ...okxAnswers,
      '/api/v5/trade/batch-orders': () => ({
        code: '0',
        msg: '',
        data: [recorded(`${OKX}/http_place_order_response`)],
      }),
      '/api/v5/trade/order': () => ({ code: '0', msg: '', data: [recorded(`${OKX}/http_place_order_response`)] }),
    };
    const { market, orders, sent } = await open('okx', answers);
    const bitcoin = unwrap(await market.instruments()).find(({ symbol }) => symbol === 'BTC-USD') as Instrument;
    const answer = await orders.place(limitOrder(bitcoin), bitcoin);
    expect(answer).toMatchObject({
      kind: 'accepted',
      order: {
        venueOrderId: '12345678901234567890',
        clientOrderId: 'bw-mhx3k2ab-0012cd34-1z',
        instrumentId: bitcoin.id,
      },
    });
    const posts = sent.filter(({ built }) => built.method === 'POST');
    expect(posts).toHaveLength(1);
    const body = JSON.parse(posts[0]?.built.body ?? '') as unknown;
    const [told] = (Array.isArray(body) ? body : [body]) as Record<string, string>[];
    expect(told).toMatchObject({ instId: 'BTC-USD', side: 'buy', ordType: 'limit', sz: '0.00012345', px: '65432.1' });
    expect(told?.clOrdId).toMatch(/^[a-z0-9]{1,32}$/);
    expect(posts[0]?.request).toMatchObject({ priority: 'order', group: 'orders' });
    expect(JSON.stringify(posts[0]?.built)).not.toContain('canary-secret');
  });

  it('a refusal in the body of a 200 is a refusal, a service in trouble is not', async () => {
    const refusalOf = async (code: string, message: string) => {
      const refuse = () => ({
        code: '1',
        msg: '',
        data: [{ clOrdId: '', ordId: '', sCode: code, sMsg: message, tag: '' }],
      });
      const { market, orders } = await open('okx', {
        ...okxAnswers,
        '/api/v5/trade/batch-orders': refuse,
        '/api/v5/trade/order': refuse,
      });
      const bitcoin = unwrap(await market.instruments()).find(({ symbol }) => symbol === 'BTC-USD') as Instrument;
      return (await orders.place(limitOrder(bitcoin), bitcoin)).kind;
    };
    expect(await refusalOf('51008', 'Insufficient balance')).toBe('refused');
    expect(await refusalOf('50001', 'Service temporarily unavailable')).toBe('unknown');
    expect(await refusalOf('50011', 'Too many requests')).toBe('notPlaced');
  });
});

describe.skipIf(!hasTestData(`${BYBIT}/http_get_instruments_spot.json`))('what Bybit answered', () => {
  it('markets are read to the last digit, from spot alone', async () => {
    const { market, sent } = await open('bybit', {
      '/v5/market/instruments-info': () => recorded(`${BYBIT}/http_get_instruments_spot`),
    });
    const instruments = unwrap(await market.instruments());
    const told = recorded(`${BYBIT}/http_get_instruments_spot`) as {
      result: {
        list: {
          baseCoin: string;
          quoteCoin: string;
          priceFilter: { tickSize: string };
          lotSizeFilter: Record<string, string>;
        }[];
      };
    };
    expect(instruments.length).toBeGreaterThan(0);
    for (const { baseCoin, quoteCoin, priceFilter, lotSizeFilter } of told.result.list) {
      const own = instruments.find(({ symbol }) => symbol === `${baseCoin}-${quoteCoin}`);
      expect([
        priceToText(own?.tick ?? priceFromText('0')),
        quantityToText(own?.step ?? quantityFromText('0')),
      ]).toEqual([
        priceToText(priceFromText(priceFilter.tickSize)),
        quantityToText(quantityFromText(lotSizeFilter.basePrecision ?? '')),
      ]);
    }
    expect(sent.every(({ built }) => built.url.includes('category=spot'))).toBe(true);
  });
});
