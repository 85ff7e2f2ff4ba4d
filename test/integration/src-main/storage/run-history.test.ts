import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { MARKET_SCHEMA } from '../../../../src-main/storage/market/market-schema.ts';
import { candles0010 } from '../../../../src-main/storage/market/migrations/0010-candles.ts';
import { listRuns, readRun } from '../../../../src-main/storage/runs/read-runs.ts';
import type { NewRun } from '../../../../src-main/storage/runs/run-store.ts';
import { migrate } from '../../../../src-main/storage/sqlite/migrate.ts';
import { createStorageClient } from '../../../../src-main/storage/workers/storage-client.ts';
import { minutes } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const KEY = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;

const runNamed = (name: string, detail = '{"trades":[]}'): NewRun => ({
  createdMs: 1_700_000_000_000,
  name,
  note: '',
  summary: `{"strategyId":"${name}"}`,
  detail,
});

describe('the history of runs', () => {
  it('lists newest first and by pages, and keeps names, notes and every byte over a restart', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    const detail = JSON.stringify({ trades: Array.from({ length: 500 }, (_, index) => index / 7), sign: 'ä–€' });
    for (const name of ['a', 'b', 'c', 'd', 'e']) unwrap(market.runs.save(runNamed(name, detail)));
    unwrap(market.runs.change({ runId: 2, name: 'second' }));
    unwrap(market.runs.change({ runId: 2, note: 'too many trades' }));
    market.close();

    const again = unwrap(openMarketDatabase(folder));
    const first = unwrap(again.runs.list({ beforeRunId: null, limit: 3 }));
    expect([first.total, first.runs.map(({ name }) => name)]).toEqual([5, ['e', 'd', 'c']]);
    const second = unwrap(again.runs.list({ beforeRunId: 3, limit: 3 }));
    expect(second.runs).toMatchObject([
      { runId: 2, name: 'second', note: 'too many trades' },
      { name: 'a', note: '' },
    ]);
    expect(unwrap(again.runs.read(2))).toEqual({
      ...runNamed('b', detail),
      runId: 2,
      name: 'second',
      note: 'too many trades',
    });
    again.close();
  });

  it('removes several, never gives a number twice, and says so of one that is gone', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    for (const name of ['a', 'b', 'c']) unwrap(market.runs.save(runNamed(name)));
    expect(market.runs.remove([2, 3, 99])).toEqual({ ok: true, value: { removed: 2 } });
    expect(unwrap(market.runs.save(runNamed('d')))).toEqual({ runId: 4 });
    expect(market.runs.read(3)).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
    expect(market.runs.change({ runId: 3, name: 'x' })).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
    market.close();
    const db = new Database(join(folder, 'market.db'), { readonly: true });
    expect(db.prepare('SELECT count(*) FROM run_details').pluck().get()).toBe(2);
    db.close();
  });

  it('comes to a file that has candles only, which stay; beside it nothing is read but an empty list before', () => {
    const folder = temporaryFolder();
    const old = new Database(join(folder, 'market.db'));
    migrate(old, { ...MARKET_SCHEMA, migrations: [candles0010] });
    old.close();
    expect(unwrap(listRuns(folder, { beforeRunId: null, limit: 5 }))).toEqual({ runs: [], total: 0 });
    expect(readRun(folder, 1)).toMatchObject({ ok: false, error: { code: 'unknownRun' } });
    const market = unwrap(openMarketDatabase(folder));
    expect(market.notices).toMatchObject([{ kind: 'migrated', fromVersion: 10 }]);
    unwrap(market.write(KEY, minutes(10)));
    unwrap(market.runs.save(runNamed('a')));
    // While the writer has it open, as the command line does beside the app.
    expect(unwrap(readRun(folder, 1)).name).toBe('a');
    expect(unwrap(market.series())).toMatchObject([{ candles: 10 }]);
    market.close();
  });

  it('answers a list after a save that was not waited for', async () => {
    const folder = temporaryFolder();
    const url = new URL('../../../../src-main/storage-worker.ts', import.meta.url);
    const storage = createStorageClient(() => new Worker(url, { workerData: { dataDir: folder } }));
    void storage.runs.save(runNamed('a'));
    expect(unwrap(await storage.runs.list({ beforeRunId: null, limit: 5 })).total).toBe(1);
    void storage.runs.save(runNamed('b'));
    await storage.dispose();
    expect(unwrap(listRuns(folder, { beforeRunId: null, limit: 5 })).total).toBe(2);
  });
});
