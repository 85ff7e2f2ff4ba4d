import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');

/** Whether a file of the large test data is here; cases that need one that is not are left out, counted as skipped. */
export function hasTestData(path: string): boolean {
  return existsSync(join(DATA, path));
}

/** A CSV of candles from the large test data, its first column epoch ms. */
export function testDataCandles(path: string, rows = Number.POSITIVE_INFINITY): CandleColumns {
  return readCandles(join(DATA, path), rows);
}

/** A CSV with a header: time (epoch ms, or a date), open, high, low, close, volume. */
export function readCandles(file: string, rows = Number.POSITIVE_INFINITY): CandleColumns {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.trim().split('\n').slice(1);
  return candleColumnsOf(
    lines.slice(0, rows).map((line) => {
      const [time = '', ...values] = line.split(',');
      const [open, high, low, close, volume] = values.map(Number) as [number, number, number, number, number];
      const openTimeMs = time.includes('-') ? Date.parse(`${time}T00:00:00Z`) : Number(time);
      return { openTimeMs, open, high, low, close, volume };
    }),
  );
}
