import { aggregateColumns } from '../model/candle-aggregation.ts';
import type { Interval } from '../model/time.ts';
import { barOpenMs } from '../model/time.ts';
import type { CandlePiece } from './candle-piece.ts';
import type { CandleRing } from './candle-ring.ts';

/** The bars after the end of `coarser` of which all minutes are known; undefined when one is missing or still to come. */
export function coarserPiece(minutes: CandleRing, coarser: CandleRing, interval: Interval): CandlePiece | undefined {
  const [known, ended] = [minutes.span, coarser.span];
  if (interval === '1m' || known === undefined || ended === undefined) return undefined;
  const span = { fromMs: ended.toMs, toMs: barOpenMs(interval, known.toMs) };
  if (span.fromMs < known.fromMs || span.fromMs >= span.toMs) return undefined;
  return { ...span, columns: aggregateColumns(minutes.read(span), '1m', interval) };
}
