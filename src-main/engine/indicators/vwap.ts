import { z } from 'zod';
import { CALENDAR_PERIODS, periodNumber } from './kernels/calendar.ts';
import { factorParameter, sessionStartParameter, sourceParameter } from './parameters.ts';
import { priceOf } from './price-source.ts';
import { defineStepwise } from './stepwise.ts';

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
export const vwap = defineStepwise<VwapParams>({
  name: 'vwap',
  title: 'Volume-weighted average price',
  outputs: ['vwap', 'upper', 'lower'],
  pane: 'price',
  params,
  sparse: true,
  warmUp: () => 0,
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
        const second = (sums[4] as number) + distance * distance * candle.volume;
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
