import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { firstIndexAtOrAfter } from '../../../../../src-main/base/first-index-at-or-after.ts';
import { CandleBuilder } from '../../../../../src-main/engine/market-data/candle-builder.ts';
import type { Candle, CandleColumns } from '../../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf, sliceCandleColumns } from '../../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../../src-main/model/candle-aggregation.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { intervalMs } from '../../../../../src-main/model/time.ts';
import { candlesOfLines } from '../../../../fakes/candle-lines.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');

function read(path: string): string {
  const bytes = readFileSync(join(DATA, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function readCandles(path: string): CandleColumns {
  return candlesOfLines(read(path).trim().split('\n').slice(1));
}

type TradeRow = readonly [number, string, null, string, number, number, number];

function barsFromTrades(interval: Interval): CandleColumns {
  const trades = JSON.parse(read('freqtrade/XRP_ETH-trades.json.gz')) as TradeRow[];
  const closed: Candle[] = [];
  const builder = new CandleBuilder(interval, (candle) => closed.push(candle));
  for (const [timeMs, , , , price, amount] of trades) builder.addTrade(price, amount, timeMs);
  builder.closeUpTo(Number.MAX_SAFE_INTEGER);
  return candleColumnsOf(closed);
}

const hasTrades = existsSync(join(DATA, 'freqtrade/XRP_ETH-trades.json.gz'));
const hasBinance = existsSync(join(DATA, 'binance-spot-1h/BTC_USDT-1h.csv.gz'));

describe.skipIf(!hasTrades)('bars from recorded trades (XRP/ETH, October 2019)', () => {
  it.each(['1m', '5m'] as const)('equal the recorded %s candles', (interval) => {
    const built = barsFromTrades(interval);
    const recorded = readCandles(`freqtrade/XRP_ETH-${interval}.csv`);
    expect(built.openTimeMs.length).toBe(recorded.openTimeMs.length);
    expect(built).toEqual(recorded);
  });
});

describe.skipIf(!hasBinance)('5m bars aggregated to hours (Binance)', () => {
  it.each(['BTC', 'ETH', 'BNB', 'ADA'])('equal the recorded 1h candles of %s', (asset) => {
    const hours = readCandles(`binance-spot-1h/${asset}_USDT-1h.csv.gz`);
    const fine = readCandles(`binance-spot-5m/${asset}_USDT-5m.csv.gz`);
    const fineStart = fine.openTimeMs[0] as number;
    const fineEnd = (fine.openTimeMs.at(-1) as number) + intervalMs('5m');
    const built = aggregateColumns(fine, '5m', '1h', fineEnd);
    const offset = firstIndexAtOrAfter(hours.openTimeMs, fineStart);
    const count = Math.min(built.openTimeMs.length, hours.openTimeMs.length - offset);
    expect(count).toBeGreaterThan(9_900);
    const expected = sliceCandleColumns(hours, offset, offset + count);
    const differing = Array.from({ length: count }, (_, index) => index).filter(
      (index) => !sameBar(candleAt(built, index), candleAt(expected, index)),
    );
    expect(differing.map((index) => [candleAt(built, index), candleAt(expected, index)])).toEqual([]);
  });
});

/** Recorded volumes carry the recorder's own float64 sums in places: equal to 1e-8 of the asset. */
function sameBar(left: Candle, right: Candle): boolean {
  return (
    left.openTimeMs === right.openTimeMs &&
    left.open === right.open &&
    left.high === right.high &&
    left.low === right.low &&
    left.close === right.close &&
    Math.abs(left.volume - right.volume) <= 1e-8 * Math.max(1, right.volume)
  );
}
