import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { ExchangeAdapter } from '../../../../../src-main/engine/ports/exchange.ts';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { wireClientId } from '../../../../../src-main/exchanges/ccxt/client-ids.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import { moneyFromText, moneyToText, quantityToText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import { approved } from '../../../../fakes/approved.ts';
import { blockOutsideHosts, type HostBlock } from '../../../exchange/block-outside-hosts.ts';
import { type CcxtOnLocalExchange, openCcxtOnLocalExchange } from './local-binance.ts';

const ID = 'ccxtbinance:BTC-USDT';
const MINUTE_MS = 60_000;

let hosts: HostBlock;
beforeAll(() => {
  hosts = blockOutsideHosts();
});
afterAll(() => {
  expect(hosts.refused).toEqual([]);
  hosts.restore();
});

async function opened(
  has: Readonly<Record<string, boolean>>,
  work: (local: CcxtOnLocalExchange, adapter: ExchangeAdapter) => Promise<void>,
) {
  const local = await openCcxtOnLocalExchange(47, has);
  const adapter = createExchangeAdapter(local.definition, { ...local.parts, transport: local.transport });
  try {
    unwrap(await adapter.start());
    await work(local, adapter);
    expect(local.exchange.violations()).toEqual([]);
  } finally {
    await adapter.dispose();
    await local.close();
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('an exchange of ccxt behind the same adapter as every other', () => {
  it('its feed goes live, an order is filled and reported once, its candles are the exchange’s', async () => {
    await opened({}, async (local, adapter) => {
      const states: string[] = [];
      const subscription = adapter.feed.subscribe([ID], (message: MarketMessage) => {
        if (message.kind === 'state') states.push(message.state);
      });
      const trading = local.parts.timers.every(100, () => {
        const { core } = local.exchange;
        core.tradeAt('BTC-USDT', core.lastPrice('BTC-USDT'), '0.001', 'buy');
      });
      await until(() => states.includes('live'));
      void trading.dispose();
      const streams = adapter.health().streams;
      expect(streams.some(({ state, topics }) => state === 'live' && topics > 0)).toBe(true);
      expect(streams.map(({ name }) => name).join()).toMatch(/^127\.0\.0\.1:\d+\//);

      const reports: VenueReport[] = [];
      const connection = unwrap(await adapter.openTrading(local.keys, (report) => void reports.push(report)));
      const order: Order = {
        clientOrderId: 'bw-mhx3k2ab-0012cd34-1',
        accountId: 'paper',
        botId: 'bot',
        instrumentId: ID,
        side: 'buy',
        type: { kind: 'market' },
        size: { kind: 'quote', amount: moneyFromText('500') },
        purpose: 'entry',
        tag: '',
        reduceOnly: false,
        closesOpposite: false,
        createdMs: 0,
      };
      connection.venue.submit(approved(order));
      await until(() => reports.some((report) => report.kind === 'filled' && report.done));
      const fills = reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));
      const own = local.exchange.core
        .fills('BTC-USDT')
        .filter(({ clientOrderId }) => clientOrderId === wireClientId('plain', order.clientOrderId));
      expect(fills).toHaveLength(own.length);
      expect(quantityToText(fills[0]?.quantity ?? (0n as never))).not.toBe('0');
      expect(moneyToText(fills[0]?.fee ?? (0n as never))).not.toBe('0');
      expect(reports.filter(({ kind }) => kind === 'unknown' || kind === 'refused')).toEqual([]);

      const toMs = Math.floor(local.exchange.core.nowMs() / MINUTE_MS) * MINUTE_MS - 5 * MINUTE_MS;
      const range = { instrumentId: ID, interval: '1m', fromMs: toMs - 1500 * MINUTE_MS, toMs } as const;
      const candles = unwrap(await adapter.candles(range, { priority: 'history' }));
      const minutes = local.exchange.core.minutes('BTC-USDT', range.fromMs, toMs);
      expect([...candles.close]).toEqual(minutes.map(({ close }) => Number(close)));
      expect(adapter.health().budgets[0]?.used).toBeGreaterThan(0);
      expect(adapter.health().latencyMs?.median).toBeGreaterThan(0);
      void subscription.dispose();
      await connection.dispose();
    });
  });

  it('without streams its prices are asked for and marked as delayed', async () => {
    await opened({ watchTrades: false }, async (_, adapter) => {
      const states: string[] = [];
      let quotes = 0;
      adapter.feed.subscribe([ID], (message: MarketMessage) => {
        if (message.kind === 'state') states.push(message.state);
        if (message.kind === 'quote') quotes++;
      });
      await until(() => states.includes('delayed') && quotes > 0);
      expect(states).not.toContain('live');
    });
  });
});
