import { describe, expect, it } from 'vitest';
import { fail, unwrap } from '../../../../src-main/base/outcome.ts';
import { createDownloads } from '../../../../src-main/market-data/downloads/create-downloads.ts';
import type { DownloadProgress, DownloadStorage } from '../../../../src-main/market-data/downloads/download-job.ts';
import { intervalMs } from '../../../../src-main/model/time.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';
import { createMemoryCandles } from '../../../fakes/memory-candles.ts';
import type { ScriptedExchangeOptions } from '../../../fakes/scripted-exchange.ts';
import { createScriptedExchange } from '../../../fakes/scripted-exchange.ts';

const ID = 'binance:BTC-USDT';
const MINUTE_MS = intervalMs('1m');
const START_MS = Date.UTC(2026, 0, 5, 10, 0, 30);
const FIRST_MS = Date.UTC(2026, 0, 1);

const jobOf = (bars: number, instrumentId = ID) =>
  ({ instrumentId, interval: '1m', fromMs: FIRST_MS, toMs: FIRST_MS + bars * MINUTE_MS }) as const;

function deskOf(options: Partial<ScriptedExchangeOptions> = {}) {
  const timers = createManualTimers(START_MS);
  const exchange = createScriptedExchange({ timers, pageRows: 100, ...options });
  const memory = createMemoryCandles();
  const storage: DownloadStorage = Object.assign(memory, {
    coverage: async ({ instrumentId, interval }: { instrumentId: string; interval: string }) =>
      ({ ok: true, value: memory.coverageOf(instrumentId, interval) }) as const,
  });
  const exchangeOf = (id: string) => (id.startsWith('binance:') ? exchange : undefined);
  const downloads = createDownloads({ exchangeOf, storage, timers, parallel: 2, barsPerStep: 500 });
  const told: DownloadProgress[] = [];
  const abort = new AbortController();
  const control = { signal: abort.signal, report: (progress: DownloadProgress) => void told.push(progress) };
  return { timers, exchange, memory, downloads, told, abort, control };
}

describe('downloads', () => {
  it('bring what is missing, and the second time nothing', async () => {
    const { downloads, exchange, memory, told, control } = deskOf();
    const jobs = [jobOf(1234), jobOf(700, 'binance:ETH-USDT')];
    const [first, second] = unwrap(await downloads.run(jobs, control));
    expect(first).toEqual({
      job: jobs[0],
      fetched: 1234,
      alreadyThere: 0,
      requests: 13,
      gaps: 0,
      missingBars: 0,
      gapList: [],
      problems: [],
    });
    expect(second).toMatchObject({ fetched: 700, requests: 7 });
    const stored = unwrap(await memory.readCovered(jobOf(1234)));
    expect(stored.columns).toEqual(exchange.truth(jobOf(1234)));
    expect(exchange.asked.map(({ fromMs, toMs }) => (toMs - fromMs) / MINUTE_MS).sort()).toEqual([
      200, 234, 500, 500, 500,
    ]);
    expect(told.at(-1)).toMatchObject({ barsDone: 1934, barsTotal: 1934, timeLeftMs: 0, requests: 20 });

    const asked = exchange.asked.length;
    expect(unwrap(await downloads.run(jobs, control))).toMatchObject([
      { fetched: 0, alreadyThere: 1234, requests: 0 },
      { fetched: 0, alreadyThere: 700, requests: 0 },
    ]);
    expect(exchange.asked).toHaveLength(asked);
    expect(unwrap(await downloads.run([jobOf(1300)], control))).toMatchObject([
      { fetched: 66, alreadyThere: 1234, requests: 1 },
    ]);
  });

  it('go last, and only as far as bars have ended', async () => {
    const { downloads, exchange, timers, control } = deskOf();
    const priorities: string[] = [];
    exchange.interrupt = async (_, { priority }) => {
      priorities.push(priority);
      return undefined;
    };
    const job = { ...jobOf(1), fromMs: timers.nowMs() - 10 * MINUTE_MS, toMs: timers.nowMs() + MINUTE_MS * 1e6 };
    expect(unwrap(await downloads.run([job], control))).toMatchObject([{ fetched: 9, missingBars: 0 }]);
    expect(exchange.asked).toHaveLength(1);
    expect(priorities).toEqual(['history']);
  });

  it('that are stopped keep what came, and go on from there', async () => {
    const { downloads, exchange, memory, abort, control } = deskOf();
    exchange.interrupt = async () => {
      if (exchange.asked.length === 4) abort.abort();
      return undefined;
    };
    expect(await downloads.run([jobOf(5000)], control)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(memory.coverageOf(ID, '1m')).toEqual([{ fromMs: FIRST_MS, toMs: FIRST_MS + 1500 * MINUTE_MS }]);
    expect(exchange.asked).toHaveLength(4);
    const again = { signal: new AbortController().signal, report: control.report };
    expect(unwrap(await downloads.run([jobOf(5000)], again))).toMatchObject([
      { fetched: 3500, alreadyThere: 1500, requests: 35 },
    ]);
  });

  it('wait while the exchange cannot be asked, and go on by themselves', async () => {
    const { downloads, exchange, timers, told, control } = deskOf();
    const failures = ['rateLimited', 'circuitOpen', 'timedOut', 'networkFailed'] as const;
    let next = 0;
    exchange.interrupt = async () => {
      const code = exchange.asked.length > 1 ? failures[next++] : undefined;
      return code === undefined ? undefined : fail(code, `scripted ${code}`);
    };
    const running = downloads.run([jobOf(1000)], control);
    await timers.run(60_000);
    const [series] = unwrap(await running);
    expect(series).toMatchObject({ fetched: 1000, problems: [], requests: 14 });
    const waits = told.map(({ waitingFor }) => waitingFor).filter((reason) => reason !== null);
    for (const code of failures) expect(waits).toContain(`binance: scripted ${code}`);
    expect(told.at(-1)).toMatchObject({ barsDone: 1000, waitingFor: null });
    expect(timers.pending()).toBe(0);
  });

  it('do not ask before the exchange says so', async () => {
    const { downloads, exchange, timers, control } = deskOf();
    const untilMs = START_MS + 130_000;
    const health = exchange.health;
    Object.assign(exchange, {
      health: () => ({ ...health(), pausedUntilMs: timers.nowMs() < untilMs ? untilMs : null }),
    });
    exchange.interrupt = async () =>
      timers.nowMs() < untilMs ? fail('rateLimited', 'a pause is asked for') : undefined;
    const running = downloads.run([jobOf(100)], control);
    await timers.run(129_999);
    expect(exchange.asked).toHaveLength(1);
    await timers.run(2);
    expect(unwrap(await running)).toMatchObject([{ fetched: 100, problems: [] }]);
  });

  it('give up what does not pass, within minutes, naming the span, and stop at once while they wait', async () => {
    const { downloads, exchange, timers, abort, control } = deskOf();
    exchange.interrupt = async (range) => (range.instrumentId === ID ? fail('networkFailed', 'no network') : undefined);
    const running = downloads.run([jobOf(600), jobOf(600, 'binance:ETH-USDT')], control);
    await timers.run(20 * 60_000);
    expect(unwrap(await running)).toMatchObject([
      { fetched: 0, requests: 16, problems: [{ ...spanOf(0, 500), failure: { code: 'networkFailed' } }] },
      { fetched: 600, problems: [] },
    ]);
    const waiting = downloads.run([jobOf(600)], control);
    await timers.run(3000);
    abort.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(timers.pending()).toBe(0);
  });

  it('leave out what cannot be right, say where, and bring all else', async () => {
    const { downloads, exchange, memory, control } = deskOf();
    exchange.interrupt = async (range) => {
      if (range.fromMs !== FIRST_MS + 500 * MINUTE_MS) return undefined;
      const columns = exchange.truth(range);
      columns.high[7] = 0;
      return { ok: true, value: columns };
    };
    const [series] = unwrap(await downloads.run([jobOf(1400)], control));
    expect(series).toMatchObject({
      fetched: 900,
      gaps: 1,
      missingBars: 500,
      gapList: [{ ...spanOf(500, 1000), missingBars: 500 }],
      problems: [{ ...spanOf(500, 1000), failure: { code: 'replyUnreadable' } }],
    });
    expect(memory.coverageOf(ID, '1m')).toEqual([spanOf(0, 500), spanOf(1000, 1400)]);
    exchange.interrupt = async () => undefined;
    expect(unwrap(await downloads.run([jobOf(1400)], control))).toMatchObject([
      { fetched: 500, missingBars: 0, problems: [] },
    ]);
  });

  it('report the gaps the exchange has itself, and do not ask for them again', async () => {
    const { downloads, control } = deskOf({ quietEvery: 10, listedMs: FIRST_MS + 95 * MINUTE_MS });
    const [series] = unwrap(await downloads.run([jobOf(500)], control));
    expect(series).toMatchObject({ fetched: 365, gaps: 40, missingBars: 40, problems: [] });
    expect(unwrap(await downloads.run([jobOf(500)], control))).toMatchObject([
      { requests: 0, alreadyThere: 365, gaps: 40 },
    ]);
  });

  it('stop where nothing can be written, and refuse what is no series of an exchange', async () => {
    const { downloads, memory, exchange, control } = deskOf({ intervals: ['1m', '1h'] });
    const jobs = [{ ...jobOf(50), interval: '5m' as const }, jobOf(50, 'demo:BTC-USDT')];
    expect(unwrap(await downloads.run(jobs, control))).toMatchObject([
      { problems: [{ failure: { code: 'badArgument', message: expect.stringContaining('1m, 1h') } }] },
      { problems: [{ failure: { code: 'unknownInstrument' } }] },
    ]);
    memory.isBroken = true;
    const [series] = unwrap(await downloads.run([jobOf(5000)], control));
    expect(series).toMatchObject({
      fetched: 0,
      problems: [{ failure: { code: 'databaseFull' } }, { failure: { code: 'databaseDamaged' } }],
    });
    expect(exchange.asked).toHaveLength(1);
  });

  it('say how long the rest will take, by the pace of the last minute', async () => {
    const { downloads, exchange, timers, told, control } = deskOf();
    exchange.interrupt = (): Promise<undefined> =>
      new Promise((resolve) => {
        timers.after(exchange.asked.length <= 4 ? 10_000 : 30_000, () => resolve(undefined));
      });
    const running = downloads.run([jobOf(5000)], control);
    await timers.run(41_000);
    expect(told.at(-1)).toMatchObject({ barsDone: 2000, barsTotal: 5000, timeLeftMs: 60_000 });
    await timers.run(90_000);
    const left = told.at(-1)?.timeLeftMs ?? 0;
    expect(told.at(-1)?.barsDone).toBe(3500);
    expect(left).toBeGreaterThan(80_000);
    expect(left).toBeLessThanOrEqual(90_000);
    await timers.run(100_000);
    await running;
    expect(told.at(-1)).toMatchObject({ barsDone: 5000, timeLeftMs: 0 });
    const done = told.map(({ barsDone }) => barsDone);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });
});

function spanOf(from: number, to: number) {
  return { fromMs: FIRST_MS + from * MINUTE_MS, toMs: FIRST_MS + to * MINUTE_MS };
}
