import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { DAY_MS } from '../../model/time.ts';
import { defineIndicator } from './indicator.ts';
import { CALENDAR_PERIODS, dayNumber, periodNumber } from './kernels/calendar.ts';
import { factorParameter, sessionStartParameter, sourceParameter } from './parameters.ts';
import { ownPriceColumn, priceOf } from './price-source.ts';

const params = z.strictObject({
  anchor: z
    .enum([...CALENDAR_PERIODS, 'start', 'time'])
    .default('day')
    .meta({ title: 'Anchor', description: 'When the sums start again: each day, week or month, or once.' }),
  sessionStartMinutes: sessionStartParameter(),
  anchorTimeMs: z.int().min(0).max(8_640_000_000_000_000).default(0).meta({
    title: 'Anchor time',
    description: 'For the anchor "time": ms since 1970 UTC of the first candle that counts.',
  }),
  deviations: factorParameter(1, 'Deviations', 'Half the width of the bands in volume-weighted standard deviations.'),
  source: sourceParameter('hlc3'),
});

type VwapParams = z.infer<typeof params>;

/** A number that changes when the sums are to start again; NaN before the first candle that counts. */
function anchorNumber({ anchor, sessionStartMinutes, anchorTimeMs }: VwapParams, openTimeMs: number): number {
  if (anchor === 'start') return 0;
  if (anchor === 'time') return openTimeMs >= anchorTimeMs ? 0 : Number.NaN;
  return periodNumber(anchor, openTimeMs, sessionStartMinutes);
}

/**
 * Volume-weighted average price since the anchor, Σ(price × volume) ÷ Σ volume, with bands at the volume-weighted standard
 * deviation. Anchor `day` is TradingView's ta.vwap (session), `start` is Stock.Indicators' vwap, `time` an anchored one.
 * Before the anchor time empty; without any volume yet the price itself.
 */
export const vwap = defineIndicator<VwapParams>({
  name: 'vwap',
  title: 'Volume-weighted average price',
  outputs: ['vwap', 'upper', 'lower'],
  pane: 'price',
  params,
  sparse: true,
  warmUp: () => 0,
  series: (candles, settings) => vwapColumns(candles, settings),
  step(settings) {
    const { deviations, source } = settings;
    // Number of the anchor; the first price since, to which the sums are relative; Σ volume, Σ d × volume, Σ d² × volume.
    const sums = new Float64Array(5).fill(Number.NaN);
    return {
      update(candle, out) {
        const price = priceOf(candle, source);
        const anchor = anchorNumber(settings, candle.openTimeMs);
        if (anchor !== (sums[0] as number)) {
          sums.fill(0);
          sums[0] = anchor;
          sums[1] = price;
        }
        const distance = price - (sums[1] as number);
        const volume = (sums[2] as number) + candle.volume;
        const first = (sums[3] as number) + distance * candle.volume;
        const second = (sums[4] as number) + distance * (distance * candle.volume);
        sums[2] = volume;
        sums[3] = first;
        sums[4] = second;
        const mean = volume === 0 ? distance : first / volume;
        const variance = volume === 0 ? 0 : second / volume - mean * mean;
        const middle = Number.isNaN(anchor) ? anchor : (sums[1] as number) + mean;
        const width = deviations * Math.sqrt(Math.max(variance, 0));
        out[0] = middle;
        out[1] = middle + width;
        out[2] = middle - width;
      },
    };
  },
});

/** Until when a time's anchor number holds: finding the number anew each candle costs more than the sums. */
function anchorEnd({ anchor, sessionStartMinutes, anchorTimeMs }: VwapParams, openTimeMs: number): number {
  if (anchor === 'time' && openTimeMs < anchorTimeMs) return anchorTimeMs;
  if (anchor === 'start' || anchor === 'time') return Number.POSITIVE_INFINITY;
  return (dayNumber(openTimeMs, sessionStartMinutes) + 1) * DAY_MS + sessionStartMinutes * 60_000;
}

function vwapColumns(candles: CandleColumns, settings: VwapParams): Float64Array[] {
  // The prices make room for the averages, each once it has been read.
  const middles = ownPriceColumn(candles, settings.source);
  const length = middles.length;
  const [upper, lower] = [new Float64Array(length), new Float64Array(length)];
  const { openTimeMs, volume } = candles;
  const { deviations } = settings;
  let anchor = Number.NaN;
  let base = Number.NaN;
  let traded = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < length; ) {
    const before = anchor;
    anchor = anchorNumber(settings, openTimeMs[i] as number);
    const end = anchorEnd(settings, openTimeMs[i] as number);
    if (anchor !== before) {
      base = Number.isNaN(anchor) ? anchor : (middles[i] as number);
      traded = 0;
      first = 0;
      second = 0;
    }
    do {
      const distance = (middles[i] as number) - base;
      const paid = distance * (volume[i] as number);
      traded += volume[i] as number;
      first += paid;
      second += distance * paid;
      const mean = traded === 0 ? distance : first / traded;
      const variance = traded === 0 ? 0 : second / traded - mean * mean;
      const middle = base + mean;
      const width = deviations * Math.sqrt(variance > 0 ? variance : 0);
      middles[i] = middle;
      upper[i] = middle + width;
      lower[i] = middle - width;
      i++;
    } while (i < length && (openTimeMs[i] as number) < end);
  }
  return [middles, upper, lower];
}
