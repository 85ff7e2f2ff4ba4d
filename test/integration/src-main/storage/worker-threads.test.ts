import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { Disposable } from '../../../../src-main/base/disposable.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { CsvReadOptions, CsvReadReport } from '../../../../src-main/data-import/csv-candles.ts';
import { createCandleClient } from '../../../../src-main/storage/workers/candle-client.ts';
import { createStorageClient } from '../../../../src-main/storage/workers/storage-client.ts';
import { createWorkerClient } from '../../../../src-main/storage/workers/worker-client.ts';
import { MINUTE_MS, minutes, START_MS } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const KEY = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;
const SOURCES = '../../../../src-main/';

const started: Disposable[] = [];
afterEach(async () => {
  for (const client of started.splice(0)) await client.dispose();
});

function storageIn(dataDir: string) {
  const start = () => new Worker(new URL(`${SOURCES}storage-worker.ts`, import.meta.url), { workerData: { dataDir } });
  const client = createStorageClient<CsvReadOptions, CsvReadReport>(start);
  started.push(client);
  return client;
}

function candlesIn(dataDir: string) {
  const workerData = { dataDir, demoSeed: 'test' };
  const client = createCandleClient(
    () => new Worker(new URL(`${SOURCES}candle-worker.ts`, import.meta.url), { workerData }),
  );
  started.push(client);
  return client;
}

function csvFile(folder: string, rows: number): string {
  const path = join(folder, 'candles.csv');
  const { openTimeMs, open, high, low, close, volume } = minutes(rows);
  const lines = Array.from(openTimeMs, (timeMs, row) =>
    [timeMs, open[row], high[row], low[row], close[row], volume[row]].join(),
  );
  writeFileSync(path, ['timestamp,open,high,low,close,volume', ...lines].join('\n'));
  return path;
}

describe('the storage and the candle worker', () => {
  it('import a file, list it, show it and remove it', async () => {
    const folder = temporaryFolder();
    const [storage, candles] = [storageIn(folder), candlesIn(folder)];
    const fractions: number[] = [];
    const file = { path: csvFile(folder, 20_000), interval: '1m' } as const;
    const imported = unwrap(
      await storage.importFile(KEY.instrumentId, file, { onProgress: (fraction) => fractions.push(fraction) }),
    );
    expect(imported).toMatchObject({ rows: 20_000, inserted: 20_000, changed: 0, gaps: 0, first: START_MS });
    expect(fractions.length).toBeGreaterThan(3);
    expect(fractions).toEqual([...fractions].sort((left, right) => left - right));
    expect(unwrap(await storage.importFile(KEY.instrumentId, file))).toMatchObject({ inserted: 0, changed: 0 });

    expect(unwrap(await storage.series())).toMatchObject([{ ...KEY, candles: 20_000, gaps: 0, missingBars: 0 }]);
    expect(unwrap(await candles.read({ ...KEY, fromMs: START_MS, toMs: START_MS + 1000 * MINUTE_MS }))).toEqual(
      minutes(1000),
    );
    const request = { ...KEY, fromMs: 0, toMs: null, maxBars: 500 };
    const window = unwrap(await candles.window(request));
    expect(window).toMatchObject({ totalBars: 20_000, barsPerRow: 64, fromIndex: 0, toIndex: 20_000 });
    const sma = unwrap(await candles.indicator({ ...request, name: 'sma', params: { period: 20 } }));
    expect(sma.outputs[0]?.values).toHaveLength(window.columns.close.length);

    expect(unwrap(await storage.remove(KEY))).toEqual({ candles: 20_000 });
    expect(unwrap(await candles.window(request)).totalBars).toBe(0);
  });

  it('take columns, and tell where they have gaps', async () => {
    const storage = storageIn(temporaryFolder());
    unwrap(await storage.write(KEY, minutes(10)));
    unwrap(await storage.write(KEY, minutes(10, 15)));
    expect(unwrap(await storage.gaps(KEY, 100))).toEqual([
      { fromMs: START_MS + 10 * MINUTE_MS, toMs: START_MS + 15 * MINUTE_MS, missingBars: 5 },
    ]);
  });

  it('keep what an exchange was asked for, and read it back with its candles', async () => {
    const folder = temporaryFolder();
    const storage = storageIn(folder);
    const [fromMs, toMs] = [START_MS, START_MS + 20 * MINUTE_MS];
    const covered = { series: KEY, columns: minutes(10), fromMs, toMs };
    expect(unwrap(await storage.writeCovered(covered))).toEqual({ inserted: 10, changed: 0 });
    expect(unwrap(await storage.coverage(KEY))).toEqual([{ fromMs, toMs }]);
    expect(unwrap(await storage.readCovered({ ...KEY, fromMs, toMs: toMs + MINUTE_MS }))).toEqual({
      columns: minutes(10),
      spans: [{ fromMs, toMs }],
    });
    const file = { path: csvFile(folder, 60), interval: '1m' } as const;
    unwrap(await storage.importFile(KEY.instrumentId, file));
    expect(unwrap(await storage.coverage(KEY))).toEqual([{ fromMs, toMs }]);
  });

  it('change nothing when an import is cancelled, at once or on the way', async () => {
    const folder = temporaryFolder();
    const storage = storageIn(folder);
    const file = { path: csvFile(folder, 60_000), interval: '1m' } as const;
    expect(await storage.importFile(KEY.instrumentId, file, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    const abort = new AbortController();
    const onProgress = () => abort.abort();
    const outcome = await storage.importFile(KEY.instrumentId, file, { signal: abort.signal, onProgress });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(unwrap(await storage.series())).toEqual([]);
  });

  it('refuse a file without a good row, a bad indicator and an unknown demo symbol', async () => {
    const folder = temporaryFolder();
    const [storage, candles] = [storageIn(folder), candlesIn(folder)];
    const path = join(folder, 'bad.csv');
    writeFileSync(path, 'timestamp,open,high,low,close,volume\nx,1,2,3,4,5\n');
    expect(await storage.importFile('imported:X-Y', { path, interval: '1m' })).toMatchObject({ ok: false });
    const request = { ...KEY, fromMs: null, toMs: null, maxBars: 5 };
    expect(await candles.indicator({ ...request, name: 'sma', params: { period: -1 } })).toMatchObject({
      ok: false,
      error: { code: 'badParams' },
    });
    expect(await candles.window({ ...request, instrumentId: 'demo:NO-SUCH' })).toMatchObject({
      ok: false,
      error: { code: 'unknownInstrument' },
    });
  });

  it('show thirty days of the demo market that nobody stored', async () => {
    const candles = candlesIn(temporaryFolder());
    const request = { instrumentId: 'demo:BTC-USDT', interval: '1m', fromMs: 0, toMs: null, maxBars: 1000 } as const;
    const window = unwrap(await candles.window(request));
    expect(window.totalBars).toBeGreaterThanOrEqual(30 * 1440 - 1);
    expect(window.totalBars).toBeLessThan(33 * 1440);
  });

  it('leave one writer: a second worker on the folder says dataFolderInUse, until the first is done', async () => {
    const folder = temporaryFolder();
    const first = storageIn(folder);
    unwrap(await first.series());
    const second = storageIn(folder);
    expect(await second.series()).toMatchObject({ ok: false, error: { code: 'dataFolderInUse' } });
    await first.dispose();
    expect(unwrap(await second.series())).toEqual([]);
    await second.dispose();
    expect(readdirSync(folder).filter((name) => name.endsWith('-wal'))).toEqual([]);
    expect(await second.series()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

type Toy = {
  readonly echo: { readonly input: unknown; readonly output: unknown };
  readonly die: { readonly input: unknown; readonly output: unknown };
  readonly wait: { readonly input: unknown; readonly output: unknown };
};

const TOY = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (message) => {
  if (message.kind === 'stop') return parentPort.close();
  if (message.name === 'die') throw new Error('a bug in the worker');
  if (message.name === 'echo') parentPort.postMessage({ kind: 'reply', id: message.id, outcome: { ok: true, value: message.input } });
});`;

describe('a worker that dies', () => {
  it('fails what waits with an outcome and answers what comes after', async () => {
    const threads: Worker[] = [];
    const client = createWorkerClient<Toy>('toy', () => {
      const thread = new Worker(TOY, { eval: true });
      threads.push(thread);
      return thread;
    });
    started.push(client);
    expect(await client.call('echo', 1)).toEqual({ ok: true, value: 1 });
    const waiting = [client.call('wait', 0), client.call('die', 0)];
    for (const outcome of await Promise.all(waiting)) {
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: 'bug', message: expect.stringContaining('a bug in the worker') },
      });
    }
    expect(threads).toHaveLength(2);
    expect(await client.call('echo', 2)).toEqual({ ok: true, value: 2 });
    expect(threads).toHaveLength(2);
  });

  it('before it could answer anything is started again by the next call alone', async () => {
    const threads: Worker[] = [];
    const client = createWorkerClient<Toy>('toy', () => {
      const thread = new Worker(threads.length < 2 ? 'throw new Error("cannot start")' : TOY, { eval: true });
      threads.push(thread);
      return thread;
    });
    started.push(client);
    expect(await client.call('echo', 1)).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(threads).toHaveLength(1);
    expect(await client.call('echo', 2)).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(await client.call('echo', 3)).toEqual({ ok: true, value: 3 });
    expect(threads).toHaveLength(3);
  });

  it('is ended when it is stopped, and what waits is told', async () => {
    const thread = new Worker(TOY, { eval: true });
    const exit = once(thread, 'exit');
    const client = createWorkerClient<Toy>('toy', () => thread);
    const waiting = client.call('wait', 0);
    await client.dispose();
    await client.dispose();
    expect(await waiting).toMatchObject({ ok: false });
    await exit;
  });
});
