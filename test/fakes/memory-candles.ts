import { fail, succeed } from '../../src-main/base/outcome.ts';
import type { CandleStorage } from '../../src-main/market-data/candle-storage.ts';
import { seriesKeyOf } from '../../src-main/market-data/candle-storage.ts';
import type { TimeSpan } from '../../src-main/market-data/time-span.ts';
import { joinOf, overlapOf, touches } from '../../src-main/market-data/time-span.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../src-main/model/candle.ts';

export type MemoryCandles = CandleStorage & {
  /** What was written, write by write. */
  readonly writes: readonly (TimeSpan & { readonly key: string; readonly rows: number })[];
  readonly reads: number;
  /** Fails every call while it is true. */
  isBroken: boolean;
  forget(instrumentId: string, interval: string): void;
  coverageOf(instrumentId: string, interval: string): readonly TimeSpan[];
};

/** Candles and coverage as `market.db` keeps them, in memory. */
export function createMemoryCandles(): MemoryCandles {
  const series = new Map<string, { readonly rows: Map<number, Candle>; spans: readonly TimeSpan[] }>();
  const writes: (TimeSpan & { key: string; rows: number })[] = [];
  let reads = 0;
  const storage: MemoryCandles = {
    writes,
    get reads() {
      return reads;
    },
    isBroken: false,
    forget: (instrumentId, interval) => void series.delete(`${instrumentId}|${interval}`),
    coverageOf: (instrumentId, interval) => series.get(`${instrumentId}|${interval}`)?.spans ?? [],
    async readCovered(range) {
      reads++;
      if (storage.isBroken) return fail('databaseDamaged', 'broken by the test');
      const found = series.get(seriesKeyOf(range));
      const rows = [...(found?.rows.values() ?? [])]
        .filter(({ openTimeMs }) => openTimeMs >= range.fromMs && openTimeMs < range.toMs)
        .sort((left, right) => left.openTimeMs - right.openTimeMs);
      const spans = (found?.spans ?? []).flatMap((span) => overlapOf(span, range) ?? []);
      return succeed({ columns: candleColumnsOf(rows), spans });
    },
    async writeCovered({ series: name, columns, fromMs, toMs }) {
      if (storage.isBroken) return fail('databaseFull', 'broken by the test');
      const key = seriesKeyOf(name);
      const found = series.get(key) ?? { rows: new Map(), spans: [] };
      series.set(key, found);
      let inserted = 0;
      for (let row = 0; row < columns.openTimeMs.length; row++) {
        const candle = candleAt(columns, row);
        if (!(candle.openTimeMs >= fromMs && candle.openTimeMs < toMs)) return fail('badArgument', 'a row outside');
        if (!found.rows.has(candle.openTimeMs)) inserted++;
        found.rows.set(candle.openTimeMs, candle);
      }
      const span = { fromMs, toMs };
      const joined = found.spans.filter((other) => touches(other, span)).reduce(joinOf, span);
      found.spans = [...found.spans.filter((other) => !touches(other, span)), joined].sort(
        (left, right) => left.fromMs - right.fromMs,
      );
      writes.push({ key, fromMs, toMs, rows: columns.openTimeMs.length });
      return succeed({ inserted, changed: 0 });
    },
  };
  return storage;
}
