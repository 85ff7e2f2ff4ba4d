import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { createMarketReader } from '../../../../src-main/storage/market/market-reader.ts';
import { MINUTE_MS, minutes, START_MS } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const KEY = { instrumentId: 'imported:BTC-USDT', interval: '1m' } as const;
const ALL = { ...KEY, fromMs: 0, toMs: 1e15 };

describe('market.db', () => {
  it('is one writer at a time: the second is refused with dataFolderInUse', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    expect(openMarketDatabase(folder)).toMatchObject({ ok: false, error: { code: 'dataFolderInUse' } });
    market.close();
    unwrap(openMarketDatabase(folder)).close();
  });

  it('is empty to a reader that comes before its writer, and full once it has written', () => {
    const folder = temporaryFolder();
    const reader = createMarketReader(folder);
    expect(unwrap(reader.series())).toEqual([]);
    expect(unwrap(reader.read(ALL)).openTimeMs).toHaveLength(0);
    const market = unwrap(openMarketDatabase(folder));
    expect(unwrap(reader.versionOf(KEY))).toBeUndefined();
    unwrap(market.write(KEY, minutes(3000)));
    expect(unwrap(reader.read(ALL))).toEqual(minutes(3000));
    reader.close();
    market.close();
  });

  it('changes a series version with every write that changes it, and never uses one twice', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    const reader = createMarketReader(folder);
    const versions: (string | undefined)[] = [];
    const note = (): void => void versions.push(unwrap(reader.versionOf(KEY))?.version);
    unwrap(market.write(KEY, minutes(10)));
    note();
    expect(unwrap(market.write(KEY, minutes(10)))).toMatchObject({ inserted: 0, changed: 0 });
    expect(unwrap(reader.versionOf(KEY))?.version).toBe(versions[0]);
    unwrap(market.write(KEY, minutes(10, 5)));
    note();
    expect(unwrap(market.remove(KEY))).toEqual({ candles: 15 });
    expect(unwrap(market.remove(KEY))).toEqual({ candles: 0 });
    expect(unwrap(reader.versionOf(KEY))).toBeUndefined();
    unwrap(market.write(KEY, minutes(10)));
    note();
    expect(new Set(versions).size).toBe(3);
    reader.close();
    market.close();
  });

  it('takes a cancelled write back whole', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    unwrap(market.write(KEY, minutes(100)));
    const before = unwrap(market.series());
    let asked = 0;
    const outcome = market.write(KEY, minutes(20_000, 0, 5), { isCancelled: () => ++asked > 5 });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(unwrap(market.series())).toEqual(before);
    const reader = createMarketReader(folder);
    expect(unwrap(reader.read(ALL))).toEqual(minutes(100));
    reader.close();
    market.close();
  });

  it('takes a write back whole when the disk is full, and goes on when there is room', () => {
    const folder = temporaryFolder();
    unwrap(openMarketDatabase(folder)).close();
    const market = unwrap(openMarketDatabase(folder, { maxPages: 40 }));
    unwrap(market.write(KEY, minutes(1000)));
    expect(market.write(KEY, minutes(50_000, 0, 1))).toMatchObject({ ok: false, error: { code: 'databaseFull' } });
    expect(unwrap(market.series())).toMatchObject([{ candles: 1000 }]);
    expect(unwrap(market.write(KEY, minutes(1000, 0, 1)))).toMatchObject({ inserted: 0, changed: 1000 });
    market.close();
  });

  it('refuses columns that are no series of the interval, naming the row', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    const refused = (change: (columns: ReturnType<typeof minutes>) => void): string => {
      const columns = minutes(5);
      change(columns);
      const outcome = market.write(KEY, columns);
      if (outcome.ok || outcome.error.code !== 'badArgument') throw new Error('expected badArgument');
      return outcome.error.message;
    };
    expect(refused((columns) => columns.openTimeMs.reverse())).toContain('openTimeMs[1]');
    expect(refused((columns) => columns.openTimeMs.fill(START_MS, 2))).toContain('openTimeMs[2]');
    expect(refused((columns) => columns.openTimeMs.set([START_MS + 4 * MINUTE_MS + 1], 4))).toContain('openTimeMs[4]');
    expect(refused((columns) => columns.high.set([Number.NaN], 3))).toContain('high[3] is NaN');
    expect(unwrap(market.series())).toEqual([]);
    market.close();
  });

  it('does not make a series of nothing', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    expect(unwrap(market.write(KEY, candleColumnsOf([])))).toEqual({ inserted: 0, changed: 0 });
    expect(unwrap(market.series())).toEqual([]);
    market.close();
  });

  it('gives the room of removed candles back', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    unwrap(market.write(KEY, minutes(100_000)));
    unwrap(market.remove(KEY));
    const { bytesBefore, bytesAfter } = unwrap(market.optimise());
    expect(bytesBefore).toBeGreaterThan(4_800_000);
    expect(bytesAfter).toBeLessThan(500_000);
    market.close();
  });

  it('keeps bytes little-endian float64 columns, one after another', () => {
    const folder = temporaryFolder();
    const market = unwrap(openMarketDatabase(folder));
    unwrap(market.write(KEY, minutes(3)));
    market.close();
    const db = new Database(join(folder, 'market.db'));
    const bytes = db.prepare('SELECT data FROM chunks').pluck().get() as Buffer;
    db.close();
    const { openTimeMs, open, high, low, close, volume } = minutes(3);
    const values = [openTimeMs, open, high, low, close, volume].flatMap((column) => [...column]);
    expect(values.map((_, index) => bytes.readDoubleLE(index * 8))).toEqual(values);
  });

  it('moves a damaged file aside and starts anew, and readers follow', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'market.db');
    const first = unwrap(openMarketDatabase(folder));
    const reader = createMarketReader(folder);
    unwrap(first.write(KEY, minutes(10)));
    expect(unwrap(reader.series())).toHaveLength(1);
    // The writer goes last: a reader cannot merge the write-ahead log, and a whole log would heal the file.
    reader.close();
    first.close();
    writeFileSync(path, 'garbage');
    expect(reader.series()).toMatchObject({ ok: false, error: { code: 'databaseDamaged' } });
    const second = unwrap(openMarketDatabase(folder));
    expect(second.notices).toMatchObject([{ kind: 'quarantined', file: 'market.db' }]);
    expect(unwrap(reader.series())).toEqual([]);
    unwrap(second.write(KEY, minutes(10)));
    expect(unwrap(reader.read(ALL))).toEqual(minutes(10));
    reader.close();
    second.close();
  });

  it('checks every candle page at the next open once reading met damage', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'market.db');
    const market = unwrap(openMarketDatabase(folder));
    unwrap(market.write(KEY, minutes(20_000)));
    market.close();
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.from(bytes).fill(0xee, 32_768 * 5, 32_768 * 12));
    const reader = createMarketReader(folder);
    expect(reader.read(ALL)).toMatchObject({ ok: false, error: { code: 'databaseDamaged' } });
    reader.close();
    expect(existsSync(`${path}.suspect`)).toBe(true);
    const fresh = unwrap(openMarketDatabase(folder));
    expect(fresh.notices).toMatchObject([{ kind: 'quarantined' }]);
    expect(existsSync(`${path}.suspect`)).toBe(false);
    fresh.close();
  });

  it('refuses a file of a newer program', () => {
    const folder = temporaryFolder();
    unwrap(openMarketDatabase(folder)).close();
    const db = new Database(join(folder, 'market.db'));
    db.pragma('user_version = 9990');
    db.close();
    expect(openMarketDatabase(folder)).toMatchObject({ ok: false, error: { code: 'databaseNewer' } });
  });
});
