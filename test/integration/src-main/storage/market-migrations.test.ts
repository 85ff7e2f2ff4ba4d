import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createCoverageStore } from '../../../../src-main/storage/market/coverage-store.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { createMarketReader } from '../../../../src-main/storage/market/market-reader.ts';
import { MARKET_SCHEMA } from '../../../../src-main/storage/market/market-schema.ts';
import { createMarketWriter } from '../../../../src-main/storage/market/market-writer.ts';
import { migrate } from '../../../../src-main/storage/sqlite/migrate.ts';
import { MINUTE_MS, minutes, START_MS } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const VERSIONS = MARKET_SCHEMA.migrations.map((migration) => migration.version);
const KEY = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;
const SPAN = { fromMs: START_MS, toMs: START_MS + 30 * MINUTE_MS };

/** The rows that today's program writes into the tables of candles, whose form is that of version 10. */
function candleRows(): readonly (readonly [table: string, rows: readonly Record<string, unknown>[]])[] {
  const db = new Database(':memory:');
  migrate(db, MARKET_SCHEMA);
  createMarketWriter(db, createCoverageStore(db)).write(KEY, minutes(3000), {});
  const rowsOf = (table: string) => db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
  return [
    ['series', rowsOf('series')],
    ['chunks', rowsOf('chunks')],
  ];
}

/** A folder with a market database as the program of that version left it: candles, and whatever else it knew. */
function folderOf(version: number): string {
  const folder = temporaryFolder();
  const db = new Database(join(folder, 'market.db'));
  migrate(db, { ...MARKET_SCHEMA, migrations: MARKET_SCHEMA.migrations.filter((step) => step.version <= version) });
  for (const [table, rows] of candleRows()) {
    for (const row of rows) {
      const names = Object.keys(row);
      db.prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(row);
    }
  }
  if (version >= 20) db.exec("INSERT INTO runs VALUES (1, 1700000000000, 'a run', '', '{}')");
  if (version >= 30) createCoverageStore(db).add(KEY, SPAN);
  db.close();
  return folder;
}

function schemaOf(folder: string): unknown {
  const db = new Database(join(folder, 'market.db'), { readonly: true });
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
  db.close();
  return rows;
}

describe('migrations of market.db', () => {
  it('are numbered in rising tens', () => {
    expect(VERSIONS).toEqual(VERSIONS.map((_, index) => (index + 1) * 10));
  });

  it.each(VERSIONS)('bring version %i to the present form with everything in it', (version) => {
    const fresh = temporaryFolder();
    unwrap(openMarketDatabase(fresh)).close();
    const folder = folderOf(version);
    const market = unwrap(openMarketDatabase(folder));
    expect(unwrap(market.readCovered({ ...KEY, ...SPAN }))).toEqual({
      columns: minutes(30),
      spans: version >= 30 ? [SPAN] : [],
    });
    expect(unwrap(market.series())).toMatchObject([{ candles: 3000, gaps: 0 }]);
    unwrap(market.writeCovered({ series: KEY, columns: minutes(30), ...SPAN }));
    expect(unwrap(market.coverage(KEY))).toEqual([SPAN]);
    const isOld = version < (VERSIONS.at(-1) ?? 0);
    expect(market.notices.map((notice) => notice.kind)).toEqual(isOld ? ['migrated'] : []);
    market.close();
    expect(schemaOf(folder)).toEqual(schemaOf(fresh));
  });

  it.each(VERSIONS)('are not needed to read candles of version %i', (version) => {
    const reader = createMarketReader(folderOf(version));
    expect(unwrap(reader.read({ ...KEY, ...SPAN }))).toEqual(minutes(30));
    reader.close();
  });
});
