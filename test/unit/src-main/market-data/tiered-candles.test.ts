import { describe, expect, it } from 'vitest';
import { fail, unwrap } from '../../../../src-main/base/outcome.ts';
import type { TieredCandles } from '../../../../src-main/market-data/tiered-candles.ts';
import { createTieredCandles } from '../../../../src-main/market-data/tiered-candles.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { barOpenMs, intervalMs } from '../../../../src-main/model/time.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import type { MemoryCandles } from '../../../fakes/memory-candles.ts';
import { createMemoryCandles } from '../../../fakes/memory-candles.ts';
import type { ScriptedExchangeOptions } from '../../../fakes/scripted-exchange.ts';
import { createScriptedExchange } from '../../../fakes/scripted-exchange.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const ID = 'binance:BTC-USDT';
const MINUTE_MS = intervalMs('1m');
/** 30 s into a minute, so that all before has settled. */
const START_MS = Date.UTC(2026, 0, 5, 10, 0, 30);

function deskOf(
  options: Partial<ScriptedExchangeOptions> & { storage?: MemoryCandles; bytes?: number; bars?: number } = {},
) {
  const timers = createManualTimers(START_MS);
  const exchange = createScriptedExchange({ timers, ...options });
  const storage = options.storage ?? createMemoryCandles();
  const log = createTestLog();
  const candles = createTieredCandles({
    exchangeOf: (id) => (id.startsWith('binance:') ? exchange : undefined),
    storage,
    timers,
    log,
    limits: { bytes: options.bytes ?? 10_000_000, barsPerSeries: options.bars ?? 2000, barsPerFetch: 5000 },
  });
  const last = (bars: number, interval: Interval = '1m', id = ID) => {
    const toMs = barOpenMs(interval, timers.nowMs());
    return { instrumentId: id, interval, fromMs: toMs - bars * intervalMs(interval), toMs };
  };
  /** The feed tells the minute that has just ended, `lateMs` after. */
  const tell = (id = ID): void => {
    const candle = exchange.minute(id, barOpenMs('1m', timers.nowMs()) - MINUTE_MS);
    if (candle !== undefined) candles.onClosed(id, candle);
  };
  const live = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute++) {
      await timers.run(MINUTE_MS);
      tell();
    }
  };
  return { timers, exchange, storage, log, candles, last, tell, live };
}

const readAll = async (candles: TieredCandles, range: Parameters<TieredCandles['read']>[0]) =>
  unwrap(await candles.read(range));

describe('candles in tiers', () => {
  it('come from the exchange once, then from memory, and after a restart from the database', async () => {
    const first = deskOf();
    const range = first.last(1000);
    expect(await readAll(first.candles, range)).toEqual(first.exchange.truth(range));
    expect(await readAll(first.candles, range)).toEqual(first.exchange.truth(range));
    expect(first.exchange.asked).toEqual([range]);
    expect(first.candles.figures()).toMatchObject({ reads: 2, fromExchange: 1, fromMemory: 1, exchangeRequests: 1 });
    await first.candles.dispose();
    const second = deskOf({ storage: first.storage });
    expect(await readAll(second.candles, range)).toEqual(second.exchange.truth(range));
    expect(second.exchange.asked).toEqual([]);
    expect(second.candles.figures()).toMatchObject({ fromDatabase: 1, hitRate: 1 });
  });

  it('are asked for only as far as nobody knows them', async () => {
    const { candles, exchange, last } = deskOf();
    const { fromMs, toMs, ...series } = last(3000);
    await readAll(candles, { ...series, fromMs: fromMs + 1000 * MINUTE_MS, toMs: toMs - 1000 * MINUTE_MS });
    expect(await readAll(candles, { ...series, fromMs, toMs })).toEqual(exchange.truth({ ...series, fromMs, toMs }));
    expect(exchange.asked.slice(1)).toEqual([
      { ...series, fromMs, toMs: fromMs + 1000 * MINUTE_MS },
      { ...series, fromMs: toMs - 1000 * MINUTE_MS, toMs },
    ]);
  });

  it('are asked for once by however many at the same time, also by those who want a part or more', async () => {
    const { candles, exchange, last } = deskOf();
    const range = last(1600);
    const wider = { ...range, fromMs: range.fromMs - 1000 * MINUTE_MS };
    const ranges = [range, range, { ...range, fromMs: range.fromMs + 60 * MINUTE_MS }, wider];
    const answers = await Promise.all(ranges.map((one) => readAll(candles, one)));
    expect(answers).toEqual(ranges.map((one) => exchange.truth(one)));
    expect(exchange.asked).toEqual([range, { ...wider, toMs: range.fromMs }]);
  });

  it('are asked for a page at a time when somebody looks back step by step, up to what is known', async () => {
    const { candles, exchange, last } = deskOf();
    const { fromMs, toMs, ...series } = last(500);
    for (let step = 0; step < 40; step++) {
      const range = { ...series, fromMs: fromMs - step * 50 * MINUTE_MS, toMs: toMs - step * 50 * MINUTE_MS };
      expect(await readAll(candles, range)).toEqual(exchange.truth(range));
    }
    expect(exchange.asked.map((range) => (range.toMs - range.fromMs) / MINUTE_MS)).toEqual([1000, 1000, 1000]);
    await readAll(candles, { ...series, fromMs: fromMs - 3100 * MINUTE_MS, toMs: fromMs - 3000 * MINUTE_MS });
    await readAll(candles, { ...series, fromMs: fromMs - 3000 * MINUTE_MS, toMs: fromMs - 2500 * MINUTE_MS });
    expect(exchange.asked.slice(3).map((range) => (range.toMs - range.fromMs) / MINUTE_MS)).toEqual([1000, 500]);
  });

  it('that came live and lost their place in memory before they were written need no request', async () => {
    const { candles, exchange, last, live } = deskOf({ bytes: 600 * 48, bars: 600 });
    await readAll(candles, last(1000));
    await live(3);
    await readAll(candles, last(1000, '1m', 'binance:ETH-USDT'));
    expect(candles.figures().evictions).toBeGreaterThan(0);
    const asked = exchange.asked.length;
    expect(await readAll(candles, last(5))).toEqual(exchange.truth(last(5)));
    expect(exchange.asked).toHaveLength(asked);
  });

  it('are forgotten with their series, and come whole again', async () => {
    const { candles, exchange, storage, last, live } = deskOf();
    await readAll(candles, last(1000));
    await live(2);
    candles.forget({ instrumentId: ID, interval: '1m' });
    const range = last(1000);
    storage.forget(ID, '1m');
    expect(await readAll(candles, range)).toEqual(exchange.truth(range));
    await candles.flush();
    expect(storage.coverageOf(ID, '1m')).toEqual([{ fromMs: range.fromMs, toMs: range.toMs }]);
  });

  it('know a quiet minute and the time before a listing, and do not ask again', async () => {
    const { candles, exchange, last } = deskOf({ quietEvery: 3, listedMs: START_MS - 100 * MINUTE_MS });
    const range = last(300);
    const read = await readAll(candles, range);
    expect(read).toEqual(exchange.truth(range));
    expect(read.openTimeMs.length).toBeLessThan(70);
    await readAll(candles, range);
    await readAll(candles, { ...range, toMs: range.fromMs + 50 * MINUTE_MS });
    expect(exchange.asked).toHaveLength(1);
  });

  it('go on with the live feed without a request, in coarser intervals too, equal to the exchange', async () => {
    const { candles, exchange, last, live } = deskOf();
    for (const interval of ['1m', '5m', '1h'] as const) await readAll(candles, last(200, interval));
    const before = exchange.asked.length;
    await live(185);
    for (const interval of ['1m', '5m', '1h'] as const) {
      const range = last(100, interval);
      expect(await readAll(candles, range)).toEqual(exchange.truth(range));
    }
    expect(exchange.asked).toHaveLength(before);
  });

  it('do not take a minute that was not told for a quiet one, unless the feed says so', async () => {
    const { candles, exchange, timers, last, tell, live } = deskOf();
    await readAll(candles, last(50));
    await live(3);
    await timers.run(3 * MINUTE_MS);
    tell();
    const range = last(60);
    expect(await readAll(candles, range)).toEqual(exchange.truth(range));
    expect(exchange.asked).toHaveLength(2);

    const quiet = deskOf({ quietEvery: 2 });
    await readAll(quiet.candles, quiet.last(50));
    const knownToMs = quiet.last(1).toMs;
    await quiet.timers.run(7 * MINUTE_MS);
    for (let timeMs = knownToMs; timeMs < quiet.last(1).toMs; timeMs += MINUTE_MS) {
      const candle = quiet.exchange.minute(ID, timeMs);
      if (candle === undefined) quiet.candles.onQuiet(ID, timeMs, timeMs + MINUTE_MS);
      else quiet.candles.onClosed(ID, candle);
    }
    expect(await readAll(quiet.candles, quiet.last(60))).toEqual(quiet.exchange.truth(quiet.last(60)));
    expect(quiet.exchange.asked.at(-1)?.toMs).toBeLessThanOrEqual(knownToMs);
  });

  it('write what comes live once a minute and series, and the rest when they are disposed', async () => {
    const { candles, storage, timers, last, tell } = deskOf();
    await readAll(candles, last(10));
    await readAll(candles, last(10, '5m'));
    const before = storage.writes.length;
    for (let minute = 0; minute < 12; minute++) {
      const written = storage.writes.length;
      await timers.run(MINUTE_MS);
      const keys = storage.writes.slice(written).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      tell();
    }
    expect(storage.writes.length - before).toBeLessThanOrEqual(14);
    await candles.dispose();
    expect(storage.coverageOf(ID, '1m').at(-1)?.toMs).toBe(last(1).toMs);
    expect(storage.coverageOf(ID, '1m')).toHaveLength(1);
    expect(storage.coverageOf(ID, '5m').at(-1)?.toMs).toBe(last(1, '5m').toMs);
    expect(timers.pending()).toBe(0);
  });

  it('are made of shorter ones where the exchange lacks the interval', async () => {
    const { candles, exchange, last } = deskOf({
      intervals: ['1m', '5m', '1h', '1d'],
      listedMs: START_MS - 100 * intervalMs('1d'),
    });
    for (const interval of ['15m', '3m', '4h', '1w'] as const) {
      const range = last(20, interval);
      expect(await readAll(candles, range)).toEqual(exchange.truth(range));
      await readAll(candles, range);
    }
    expect(exchange.asked.map(({ interval }) => interval)).toEqual(['5m', '1m', '1h', '1d']);
  });

  it('leave open what the exchange may still tell: a bar that ended just now is asked for again', async () => {
    const { candles, exchange, timers } = deskOf();
    await timers.run(30_500);
    const openMs = barOpenMs('1m', timers.nowMs()) - MINUTE_MS;
    const range = {
      instrumentId: ID,
      interval: '1m',
      fromMs: openMs - 5 * MINUTE_MS,
      toMs: openMs + MINUTE_MS,
    } as const;
    exchange.interrupt = async (asked) => ({ ok: true, value: exchange.truth({ ...asked, toMs: openMs }) });
    expect((await readAll(candles, range)).openTimeMs).toHaveLength(5);
    exchange.interrupt = async () => undefined;
    await timers.run(5000);
    expect(await readAll(candles, range)).toEqual(exchange.truth(range));
    expect(exchange.asked.at(-1)).toMatchObject({ fromMs: openMs, toMs: openMs + MINUTE_MS });
  });

  it('believe the clock of the exchange: what has not ended there is not asked for', async () => {
    const { candles, exchange, timers } = deskOf({ clockOffsetMs: -40_000 });
    const toMs = barOpenMs('1m', timers.nowMs());
    const range = { instrumentId: ID, interval: '1m', fromMs: toMs - 5 * MINUTE_MS, toMs } as const;
    expect((await readAll(candles, range)).openTimeMs).toHaveLength(4);
    await timers.run(30_000);
    expect(await readAll(candles, range)).toEqual(exchange.truth(range));
  });

  it('fail as the exchange does, keep nothing of it, and get well', async () => {
    const { candles, exchange, last } = deskOf();
    exchange.interrupt = async () => fail('circuitOpen', 'the breaker is open');
    expect(await candles.read(last(10))).toMatchObject({ ok: false, error: { code: 'circuitOpen' } });
    exchange.interrupt = async (range) => {
      const columns = exchange.truth(range);
      columns.low[3] = (columns.high[3] as number) + 1;
      return { ok: true, value: columns };
    };
    expect(await candles.read(last(10))).toMatchObject({
      ok: false,
      error: { code: 'replyUnreadable', message: expect.stringContaining('bar 3') },
    });
    exchange.interrupt = async () => Promise.reject(new Error('a bug'));
    expect(await candles.read(last(10))).toMatchObject({ ok: false, error: { code: 'bug' } });
    exchange.interrupt = async () => undefined;
    expect(await readAll(candles, last(10))).toEqual(exchange.truth(last(10)));
  });

  it('are given out though the database is broken, and written once it is mended', async () => {
    const storage = createMemoryCandles();
    storage.isBroken = true;
    const { candles, exchange, log, last, live } = deskOf({ storage });
    expect(await readAll(candles, last(20))).toEqual(exchange.truth(last(20)));
    await live(3);
    expect(log.lines.some((line) => line.includes('could not be written'))).toBe(true);
    storage.isBroken = false;
    await candles.flush();
    expect(storage.coverageOf(ID, '1m')).toEqual([{ fromMs: last(1003).fromMs, toMs: last(1).toMs }]);
  });

  it('refuse an instrument nobody has, times that are none, and more than one read may fetch', async () => {
    const { candles, last } = deskOf();
    expect(await candles.read({ ...last(5), instrumentId: 'kraken:X-Y' })).toMatchObject({
      ok: false,
      error: { code: 'unknownInstrument' },
    });
    expect(await candles.read({ ...last(5), fromMs: Number.NaN })).toMatchObject({
      ok: false,
      error: { code: 'badArgument' },
    });
    expect(await candles.read({ ...last(5), fromMs: 0 })).toMatchObject({
      ok: false,
      error: { code: 'badArgument', message: expect.stringContaining('download') },
    });
    expect((await readAll(candles, { ...last(5), toMs: 0 })).openTimeMs).toHaveLength(0);
  });

  it('stay within their bytes: what was read longest ago goes, and comes back from the database', async () => {
    const bytes = 3 * 600 * 48;
    const { candles, exchange, last } = deskOf({ bytes, bars: 600 });
    const ids = ['A', 'B', 'C', 'D', 'E'].map((asset) => `binance:${asset}-USDT`);
    for (const id of ids) await readAll(candles, last(600, '1m', id));
    expect(candles.figures()).toMatchObject({ series: 3, evictions: 2, bytes });
    await readAll(candles, last(600, '1m', ids[0]));
    expect(candles.figures()).toMatchObject({ fromDatabase: 1, exchangeRequests: 5 });
    await readAll(candles, last(600, '1m', ids[4]));
    expect(candles.figures()).toMatchObject({ fromMemory: 1 });
    expect(exchange.asked).toHaveLength(5);
  });
});
