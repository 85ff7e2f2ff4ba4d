import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { DAY_MS } from '../../model/time.ts';
import { defineIndicator } from './indicator.ts';
import { CALENDAR_PERIODS, dayNumber, periodNumber } from './kernels/calendar.ts';
import { factorParameter, sessionStartParameter, sourceParameter } from './parameters.ts';
import { priceColumn, priceOf } from './price-source.ts';

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

/** From when until when a time's anchor number holds: finding the number anew each candle costs more than the sums. */
function anchorSpan({ anchor, sessionStartMinutes, anchorTimeMs }: VwapParams, openTimeMs: number): [number, number] {
  if (anchor === 'start') return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (anchor === 'time' && openTimeMs < anchorTimeMs) return [Number.NEGATIVE_INFINITY, anchorTimeMs];
  if (anchor === 'time') return [anchorTimeMs, Number.POSITIVE_INFINITY];
  const start = dayNumber(openTimeMs, sessionStartMinutes) * DAY_MS + sessionStartMinutes * 60_000;
  return [start, start + DAY_MS];
}

function vwapColumns(candles: CandleColumns, settings: VwapParams): Float64Array[] {
  const prices = priceColumn(candles, settings.source);
  const length = prices.length;
  const [middles, upper, lower] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const { openTimeMs, volume } = candles;
  const { deviations } = settings;
  let [spanStart, spanEnd, anchor] = [Number.NaN, Number.NaN, Number.NaN];
  let [base, traded, first, second] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const time = openTimeMs[i] as number;
    const price = prices[i] as number;
    if (!(time >= spanStart && time < spanEnd)) {
      const before = anchor;
      anchor = anchorNumber(settings, time);
      [spanStart, spanEnd] = anchorSpan(settings, time);
      if (anchor !== before) [base, traded, first, second] = [price, 0, 0, 0];
    }
    const distance = price - base;
    const paid = distance * (volume[i] as number);
    traded += volume[i] as number;
    first += paid;
    second += distance * paid;
    const mean = traded === 0 ? distance : first / traded;
    const variance = traded === 0 ? 0 : second / traded - mean * mean;
    const middle = Number.isNaN(anchor) ? anchor : base + mean;
    const width = deviations * Math.sqrt(variance > 0 ? variance : 0);
    middles[i] = middle;
    upper[i] = middle + width;
    lower[i] = middle - width;
  }
  return [middles, upper, lower];
}
