import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { intervalMs } from '../../model/time.ts';
import type { RunRecord } from './run-record.ts';

export type ReadRange = (range: CandleRange) => Outcome<CandleColumns> | Promise<Outcome<CandleColumns>>;

/** The candles of today where those of the record stood, by path. Fails with `noCandles` where there are none any more. */
export async function candlesOfRecord(
  { tapes }: Pick<RunRecord, 'tapes'>,
  read: ReadRange,
): Promise<Outcome<ReadonlyMap<string, CandleColumns>>> {
  const found = new Map<string, CandleColumns>();
  for (const { path, instrumentId, interval, firstMs, lastMs } of tapes) {
    const candles = await read({ instrumentId, interval, fromMs: firstMs, toMs: lastMs + intervalMs(interval) });
    if (!candles.ok) return candles;
    if (candles.value.openTimeMs.length === 0) {
      return fail('noCandles', `${instrumentId} ${interval} has no candles any more, expected those it was run on`);
    }
    found.set(path, candles.value);
  }
  return succeed(found);
}
