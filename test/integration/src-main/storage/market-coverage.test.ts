import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { candleColumnsOf, sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import type { MarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { openMarketDatabase } from '../../../../src-main/storage/market/market-database.ts';
import { MINUTE_MS, minutes, START_MS } from './candle-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const KEY = { instrumentId: 'binance:BTC-USDT', interval: '1m' } as const;

const at = (bar: number): number => START_MS + bar * MINUTE_MS;

/** Writes bars `from` to `to` as all there is of that span. */
function cover(market: MarketDatabase, from: number, to: number, columns = minutes(to - from, from)) {
  return market.writeCovered({ series: KEY, columns, fromMs: at(from), toMs: at(to) });
}

const barsOf = (spans: readonly { readonly fromMs: number; readonly toMs: number }[]): number[][] =>
  spans.map(({ fromMs, toMs }) => [(fromMs - START_MS) / MINUTE_MS, (toMs - START_MS) / MINUTE_MS]);

describe('coverage of market.db', () => {
  it('joins spans that touch or overlap, and keeps apart what does not', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    const spans = () => barsOf(unwrap(market.coverage(KEY)));
    unwrap(cover(market, 10, 20));
    unwrap(cover(market, 40, 50));
    expect(spans()).toEqual([
      [10, 20],
      [40, 50],
    ]);
    unwrap(cover(market, 20, 25));
    unwrap(cover(market, 0, 12));
    expect(spans()).toEqual([
      [0, 25],
      [40, 50],
    ]);
    unwrap(cover(market, 42, 44));
    unwrap(cover(market, 24, 41));
    expect(spans()).toEqual([[0, 50]]);
    expect(unwrap(market.coverage({ ...KEY, interval: '5m' }))).toEqual([]);
    expect(unwrap(market.coverage({ ...KEY, instrumentId: 'binance:ETH-USDT' }))).toEqual([]);
    market.close();
  });

  it('is kept over a restart, for spans without a candle too, which make no series', () => {
    const folder = temporaryFolder();
    const first = unwrap(openMarketDatabase(folder));
    expect(unwrap(cover(first, 0, 100, candleColumnsOf([])))).toEqual({ inserted: 0, changed: 0 });
    first.close();
    const second = unwrap(openMarketDatabase(folder));
    expect(barsOf(unwrap(second.coverage(KEY)))).toEqual([[0, 100]]);
    expect(unwrap(second.series())).toEqual([]);
    second.close();
  });

  it('goes with its series, and alone when there is no candle', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    unwrap(cover(market, 0, 10));
    unwrap(
      market.writeCovered({ series: { ...KEY, interval: '1h' }, columns: minutes(0), fromMs: 0, toMs: 3_600_000 }),
    );
    expect(unwrap(market.remove(KEY))).toEqual({ candles: 10 });
    expect(unwrap(market.coverage(KEY))).toEqual([]);
    expect(unwrap(market.coverage({ ...KEY, interval: '1h' }))).toHaveLength(1);
    expect(unwrap(market.remove({ ...KEY, interval: '1h' }))).toEqual({ candles: 0 });
    expect(unwrap(market.coverage({ ...KEY, interval: '1h' }))).toEqual([]);
    market.close();
  });

  it('is not written by candles that come from elsewhere', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    unwrap(market.write(KEY, minutes(10)));
    expect(unwrap(market.coverage(KEY))).toEqual([]);
    market.close();
  });

  it('reads the bars of a range and what of it is known', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    unwrap(cover(market, 0, 10));
    unwrap(cover(market, 20, 30, sliceCandleColumns(minutes(10, 20), 3, 4)));
    const { columns, spans } = unwrap(market.readCovered({ ...KEY, fromMs: at(5), toMs: at(25) }));
    expect(columns).toEqual(candleColumnsOf([...rowsOf(5, 10), ...rowsOf(23, 24)]));
    expect(barsOf(spans)).toEqual([
      [5, 10],
      [20, 25],
    ]);
    expect(unwrap(market.readCovered({ ...KEY, fromMs: at(10), toMs: at(20) }))).toMatchObject({ spans: [] });
    market.close();
  });

  it('is taken back with the candles when the write does not come to its end', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    unwrap(cover(market, 0, 10));
    const candles = { series: KEY, columns: minutes(5000, 10), fromMs: at(10), toMs: at(5010) };
    let asked = 0;
    expect(market.writeCovered(candles, { isCancelled: () => ++asked > 2 })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    expect(barsOf(unwrap(market.coverage(KEY)))).toEqual([[0, 10]]);
    expect(unwrap(market.series())).toMatchObject([{ candles: 10 }]);
    market.close();
  });

  it('refuses spans off the grid, upside down, or with rows outside, naming what is wrong', () => {
    const market = unwrap(openMarketDatabase(temporaryFolder()));
    const refusal = (fromMs: number, toMs: number): string => {
      const outcome = market.writeCovered({ series: KEY, columns: minutes(10), fromMs, toMs });
      if (outcome.ok || outcome.error.code !== 'badArgument') throw new Error('expected badArgument');
      return outcome.error.message;
    };
    expect(refusal(at(0) + 1, at(10))).toContain('fromMs is');
    expect(refusal(at(0), at(10) - 1)).toContain('toMs is');
    expect(refusal(at(0), Number.NaN)).toContain('toMs is NaN');
    expect(refusal(at(10), at(10))).toContain('expected more than fromMs');
    expect(refusal(at(1), at(10))).toContain('openTimeMs[0]');
    expect(refusal(at(0), at(9))).toContain('openTimeMs[9]');
    expect(unwrap(market.coverage(KEY))).toEqual([]);
    expect(unwrap(market.series())).toEqual([]);
    market.close();
  });
});

function rowsOf(from: number, to: number) {
  const columns = minutes(to - from, from);
  return Array.from(columns.openTimeMs, (openTimeMs, row) => ({
    openTimeMs,
    open: columns.open[row] as number,
    high: columns.high[row] as number,
    low: columns.low[row] as number,
    close: columns.close[row] as number,
    volume: columns.volume[row] as number,
  }));
}
