import type { FillChoices } from '../../src-preload/contract/study-views.ts';
import { venueOf } from '../backtest/venue-choices.ts';
import type { VenueSettings } from '../backtest/venue-settings.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import { intervalMs } from '../model/time.ts';

const FINE = '1m';

/** The venue a person chose, its finer candles read; null when nothing was chosen, so that the run is as it always was. */
export async function readFills(
  { candles }: { readonly candles: CandleStore },
  fills: FillChoices | undefined,
  range: CandleRange,
): Promise<Outcome<VenueSettings | null>> {
  if (fills === undefined) return succeed(null);
  const { minuteCandles, ...choices } = fills;
  const venue = venueOf(choices);
  if (!minuteCandles || intervalMs(range.interval) <= intervalMs(FINE)) return succeed(venue);
  const fine = await candles.read({ ...range, interval: FINE });
  if (!fine.ok) return fine;
  if (fine.value.openTimeMs.length === 0) {
    return fail('noCandles', `${range.instrumentId} ${FINE} has no candles in this span, expected some to look inside`);
  }
  return succeed({ ...venue, fineCandles: { [range.instrumentId]: { interval: FINE, candles: fine.value } } });
}
