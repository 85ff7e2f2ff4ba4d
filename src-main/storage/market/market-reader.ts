import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';
import { checkVersion, versionOf } from '../sqlite/migrate.ts';
import { failureOfOpening, isDamage } from '../sqlite/sqlite-failure.ts';
import { suspect } from './damage-mark.ts';
import { READER_WAIT_MS } from './market-database.ts';
import type { MarketQueries, SeriesKey, SeriesVersion, StoredSeries } from './market-queries.ts';
import { createMarketQueries } from './market-queries.ts';
import { MARKET_FILE, MARKET_SCHEMA } from './market-schema.ts';

/** Reading `market.db` beside its writer, from any thread or process. A file that is not there yet is an empty one. */
export interface MarketReader {
  read(range: CandleRange): Outcome<CandleColumns>;
  series(): Outcome<readonly StoredSeries[]>;
  versionOf(key: SeriesKey): Outcome<SeriesVersion | undefined>;
  close(): void;
}

type OpenFile = { readonly db: Database.Database; readonly queries: MarketQueries; readonly identity: string };

const CACHE_KIB = 8192;

/** Opens lazily, and anew when the file under the name is another one (it was moved aside, or made after the first read). */
export function createMarketReader(dataDir: string): MarketReader {
  const path = join(dataDir, MARKET_FILE);
  let open: OpenFile | undefined;
  const close = (): void => {
    open?.db.close();
    open = undefined;
  };
  const attempt = <T>(empty: T, query: (queries: MarketQueries) => T): Outcome<T> => {
    try {
      const identity = identityOf(path);
      if (open !== undefined && open.identity !== identity) close();
      if (identity === undefined) return succeed(empty);
      open ??= openReadOnly(path, identity);
      return succeed(open === undefined ? empty : query(open.queries));
    } catch (error) {
      if (isDamage(error)) suspect(path);
      close();
      return { ok: false, error: failureOfOpening(error, path) };
    }
  };
  return {
    read: (range) => attempt(createCandleColumns(0), (queries) => queries.read(range)),
    series: () => attempt<readonly StoredSeries[]>([], (queries) => queries.series()),
    versionOf: (key) => attempt<SeriesVersion | undefined>(undefined, (queries) => queries.versionOf(key)),
    close,
  };
}

/** Undefined while the writer has not made the tables yet. */
function openReadOnly(path: string, identity: string): OpenFile | undefined {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: READER_WAIT_MS });
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('mmap_size = 0');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    checkVersion(db, MARKET_SCHEMA, path);
    if (versionOf(db) > 0) return { db, queries: createMarketQueries(db), identity };
  } catch (error) {
    db.close();
    throw error;
  }
  db.close();
  return undefined;
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
}
