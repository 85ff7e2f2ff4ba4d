import type { CcxtClient, CcxtMarket } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { instrumentsOf } from '../../../../../src-main/exchanges/ccxt/markets.ts';
import { OrderDesk } from '../../../../../src-main/exchanges/ccxt/order-desk.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

export const VENUE = 'somewhere';

export function marketOf(change: Partial<CcxtMarket> = {}): CcxtMarket {
  const market = { symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', spot: true, active: true };
  return { ...market, precision: { price: '0.01', amount: '0.0001' }, limits: {}, ...change };
}

/** A client that answers what a test says; what it does not say is not there. */
export function clientOf(answers: Partial<CcxtClient> = {}): CcxtClient {
  const client = {
    name: 'Somewhere',
    has: {},
    precisionMode: 4,
    markets: { 'BTC/USDT': marketOf() },
    clients: {},
    loadMarkets: async () => undefined,
    amountToPrecision: (_: string, amount: string) => amount,
    priceToPrecision: (_: string, price: string) => price,
    close: async () => undefined,
    ...answers,
  };
  return client as unknown as CcxtClient;
}

export function deskOf(client: CcxtClient) {
  const timers = createManualTimers();
  const log = createTestLog();
  const parts = { timers, log, serverNowMs: () => timers.nowMs(), urls: { stream: '' } } as unknown as ProtocolParts;
  return { desk: new OrderDesk(VENUE, parts, client), timers, log };
}

export const bitcoin = instrumentsOf(VENUE, clientOf())[0] as Instrument;
