import { describe, expect, it } from 'vitest';
import { fail, succeed, unwrap } from '../../../../../src-main/base/outcome.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import { createExchangeAdapter } from '../../../../../src-main/exchanges/connection/exchange-adapter.ts';
import type { ExchangeDefinition } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { moneyToText } from '../../../../../src-main/model/money.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { anOrder } from '../../../../fakes/scripted-exchange-desk.ts';
import type { ScriptedMarketOptions } from '../../../../fakes/scripted-exchange-market.ts';
import { createScriptedMarket, minuteOf, scriptedInstruments } from '../../../../fakes/scripted-exchange-market.ts';
import { ScriptedOrders } from '../../../../fakes/scripted-exchange-orders.ts';
import { silentTransport } from '../../../../fakes/scripted-exchange-transport.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const START_MS = Date.UTC(2026, 0, 1, 12, 0, 20);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const BTC = 'scripted:BTC-USDT';
const KEYS = { apiKey: 'name', secret: 'hidden' };

function desk(options: Partial<ScriptedMarketOptions> = {}) {
  const timers = createManualTimers(START_MS);
  const market = createScriptedMarket({ timers, symbols: ['BTC-USDT', 'BNB-USDT'], ...options });
  const exchange = new ScriptedOrders(timers);
  const listed = { instruments: market.instruments, loads: 0, isDown: false };
  const definition: ExchangeDefinition = {
    venue: 'scripted',
    name: 'Scripted',
    urls: { rest: 'http://127.0.0.1', stream: 'ws://127.0.0.1', userStream: 'ws://127.0.0.1' },
    budgets: [],
    keyFields: ['apiKey', 'secret'],
    feeAssets: ['BNB'],
    market: () => ({
      ...market.protocol,
      instruments: async () => {
        listed.loads++;
        return listed.isDown ? fail('networkFailed', 'scripted') : succeed(listed.instruments);
      },
    }),
    orders: () => exchange,
  };
  const log = createTestLog();
  const adapter = createExchangeAdapter(definition, {
    urls: definition.urls,
    transport: silentTransport(),
    timers,
    log,
  });
  return { timers, market, exchange, adapter, log, listed };
}

async function started(options: Partial<ScriptedMarketOptions> = {}) {
  const d = desk(options);
  unwrap(await d.adapter.start());
  return d;
}

function expectedMinutes(instrumentId: string, fromMs: number, toMs: number, quietEvery = 0): Candle[] {
  const minutes: Candle[] = [];
  for (let openMs = fromMs; openMs < toMs; openMs += MINUTE_MS) {
    const minute = minuteOf(instrumentId, openMs, quietEvery);
    if (minute !== null) minutes.push(minute);
  }
  return minutes;
}

describe('exchange adapter: start', () => {
  it('measures the clock and loads the instruments, which are asked for again each hour', async () => {
    const d = await started();
    expect(d.adapter.instruments().map(({ id }) => id)).toEqual([BTC, 'scripted:BNB-USDT']);
    expect(d.adapter.health().clock).toMatchObject({ offsetMs: 0 });
    d.listed.instruments = scriptedInstruments(['SOL-USDT']);
    await d.timers.run(HOUR_MS);
    expect(d.adapter.instruments().map(({ symbol }) => symbol)).toEqual(['SOL-USDT']);
    await d.adapter.dispose();
    expect(d.timers.pending()).toBe(0);
  });

  it('may be started again after it failed', async () => {
    const d = desk();
    d.listed.isDown = true;
    expect(await d.adapter.start()).toMatchObject({ ok: false, error: { code: 'networkFailed' } });
    d.listed.isDown = false;
    unwrap(await d.adapter.start());
    unwrap(await d.adapter.start());
    expect(d.adapter.instruments().length).toBe(2);
    await d.adapter.dispose();
    expect(d.timers.pending()).toBe(0);
  });
});

describe('exchange adapter: candles', () => {
  it('come page by page with progress, gaps left out, what still forms left out', async () => {
    const d = await started({ pageRows: 10 });
    d.market.quietEvery = 5;
    const fromMs = START_MS - 20_000 - 25 * MINUTE_MS;
    const progress: number[] = [];
    const range = { instrumentId: BTC, interval: '1m', fromMs, toMs: START_MS + HOUR_MS } as const;
    const columns = unwrap(
      await d.adapter.candles(range, { priority: 'history', report: (fraction) => progress.push(fraction) }),
    );
    const rows = Array.from(columns.openTimeMs, (_, row) => candleAt(columns, row));
    expect(rows).toEqual(expectedMinutes(BTC, fromMs, START_MS - 20_000, 5));
    expect(d.market.pages.map((page) => (page.toMs - page.fromMs) / MINUTE_MS)).toEqual([10, 10, 5]);
    expect(progress).toEqual([0.4, 0.8, 1]);
    await d.adapter.dispose();
  });

  it('an interval that the exchange lacks is made of its longest that fits', async () => {
    const d = await started();
    const fromMs = Date.UTC(2026, 0, 1, 10, 7);
    const range = { instrumentId: BTC, interval: '15m', fromMs, toMs: START_MS } as const;
    const columns = unwrap(await d.adapter.candles(range, { priority: 'data' }));
    expect([...new Set(d.market.pages.map(({ interval }) => interval))]).toEqual(['5m']);
    const fives: Candle[] = [];
    for (let openMs = Date.UTC(2026, 0, 1, 10, 15); openMs < Date.UTC(2026, 0, 1, 12); openMs += 5 * MINUTE_MS) {
      fives.push(minuteOf(BTC, openMs, 0) as Candle);
    }
    expect(columns).toEqual(aggregateColumns(candleColumnsOf(fives), '5m', '15m'));
    expect(columns.openTimeMs.length).toBe(7);
    await d.adapter.dispose();
  });

  it('a bar is left out until it is over by the exchange’s clock', async () => {
    const d = await started();
    const range = {
      instrumentId: BTC,
      interval: '1h',
      fromMs: START_MS - 3 * HOUR_MS,
      toMs: START_MS + HOUR_MS,
    } as const;
    const columns = unwrap(await d.adapter.candles(range, { priority: 'data' }));
    expect(columns.openTimeMs.at(-1)).toBe(Date.UTC(2026, 0, 1, 11));
    await d.adapter.dispose();
  });

  it('stops when it is cancelled, and fails as a page does', async () => {
    const d = await started({ pageRows: 5 });
    const range = { instrumentId: BTC, interval: '1m', fromMs: START_MS - HOUR_MS, toMs: START_MS } as const;
    const abort = new AbortController();
    const report = (): void => abort.abort();
    const stopped = await d.adapter.candles(range, { priority: 'history', signal: abort.signal, report });
    expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(d.market.pages.length).toBe(1);
    d.market.pageFaults.push('fail');
    const failed = await d.adapter.candles(range, { priority: 'history' });
    expect(failed).toEqual(fail('networkFailed', 'scripted'));
    await d.adapter.dispose();
  });

  it('of an unknown instrument are refused, and so are all before the clock is known', async () => {
    const d = desk();
    const range = { instrumentId: BTC, interval: '1m', fromMs: 0, toMs: START_MS } as const;
    expect(await d.adapter.candles(range, { priority: 'data' })).toMatchObject({
      ok: false,
      error: { code: 'unknownInstrument' },
    });
    unwrap(await d.adapter.start());
    d.timers.leap(5_000);
    expect(await d.adapter.candles(range, { priority: 'data' })).toMatchObject({
      ok: false,
      error: { code: 'clockInDoubt' },
    });
    await d.adapter.dispose();
  });
});

describe('exchange adapter: trading', () => {
  it('a key that is not taken opens nothing', async () => {
    const d = await started();
    d.exchange.isRestDown = () => true;
    expect(await d.adapter.openTrading(KEYS, () => undefined)).toMatchObject({ ok: false });
    expect(() => d.exchange.listener).toThrow();
    expect(await d.adapter.permissions(KEYS)).toMatchObject({ ok: false });
    await d.adapter.dispose();
  });

  it('orders go out and come back; a fee in the exchange’s own coin is valued by its price', async () => {
    const d = await started();
    const reports: VenueReport[] = [];
    const trading = unwrap(await d.adapter.openTrading(KEYS, (report) => reports.push(report)));
    trading.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.fill('a', '1', { fee: { asset: 'BNB', amount: '0.001' } });
    const [accepted, filled] = reports;
    expect(accepted?.kind).toBe('accepted');
    expect(filled?.kind === 'filled' ? moneyToText(filled.fill.fee) : '').toBe('0.1');
    await trading.dispose();
    expect(d.exchange.isStreamDisposed).toBe(true);
    await d.adapter.dispose();
    expect(d.timers.pending()).toBe(0);
  });

  it('a refusal because the market is closed asks for the rules again, not more than each half minute', async () => {
    const d = await started();
    await d.timers.run(60_000);
    const trading = unwrap(await d.adapter.openTrading(KEYS, () => undefined));
    for (const id of ['a', 'b', 'c']) {
      d.exchange.placeFaults.push({ kind: 'refused', reason: 'Market is closed.' });
      trading.venue.submit(anOrder(id));
    }
    await d.timers.run(1_000);
    expect(d.listed.loads).toBe(2);
    await d.adapter.dispose();
  });

  it('what its rules forbid is refused by the rules loaded last', async () => {
    const d = await started();
    const halted = d.market.instruments.map((instrument): Instrument => ({ ...instrument, rules: HALTED }));
    d.listed.instruments = halted;
    await d.timers.run(HOUR_MS);
    const reports: VenueReport[] = [];
    const trading = unwrap(await d.adapter.openTrading(KEYS, (report) => reports.push(report)));
    trading.venue.submit(anOrder('a'));
    expect(reports).toMatchObject([{ kind: 'refused', clientOrderId: 'a' }]);
    expect(d.exchange.placements).toEqual([]);
    await d.adapter.dispose();
  });
});

const HALTED = {
  status: 'halted',
  minPrice: null,
  maxPrice: null,
  minQuantity: null,
  maxQuantity: null,
  maxMarketQuantity: null,
  minNotional: null,
  maxNotional: null,
  notionalOfMarketOrders: true,
  filterNames: {},
} as const;
