import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { GapReport } from '../../model/gaps.ts';
import { findGaps } from '../../model/gaps.ts';
import { intervalMs } from '../../model/time.ts';
import type { CandleStorage, SeriesName } from '../candle-storage.ts';
import { refusalOf } from '../exchange-candles.ts';
import type { TimeSpan } from '../time-span.ts';

export type Verified = GapReport & { readonly bars: number };

/** So many bars are in memory at once. */
const BARS_AT_ONCE = 50_000;

/** Reads back what is on disk of a span: whether it is sound, and where bars are missing. */
export async function verifySeries(
  storage: Pick<CandleStorage, 'readCovered'>,
  series: SeriesName,
  span: TimeSpan,
): Promise<Outcome<Verified>> {
  const times: Float64Array[] = [];
  let bars = 0;
  const stepMs = BARS_AT_ONCE * intervalMs(series.interval);
  for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs += stepMs) {
    const read = await storage.readCovered({ ...series, fromMs, toMs: Math.min(fromMs + stepMs, span.toMs) });
    if (!read.ok) return read;
    const { columns } = read.value;
    const refusal = refusalOf(columns, series);
    if (refusal !== null) return fail('databaseDamaged', `what is stored is not sound: ${refusal}`);
    bars += columns.openTimeMs.length;
    times.push(columns.openTimeMs.slice());
  }
  const all = new Float64Array(bars);
  let at = 0;
  for (const part of times) {
    all.set(part, at);
    at += part.length;
  }
  return succeed({ ...findGaps(all, series.interval), bars });
}
