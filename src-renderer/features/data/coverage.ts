import type { GapView } from '../../../src-preload/contract/research-views.ts';

/** A stretch of a coverage bar; `start` and `width` are shares of the whole, 0 to 1. */
export type Stretch = { readonly start: number; readonly width: number };

/** A gap of one bar in years would be thinner than a pixel: it is drawn this wide, so that it is seen. */
const THINNEST_SHARE = 0.002;

/** Where a bar from the first to the end of the last candle has holes; neighbours that would touch are one. */
export function gapStretches(series: { firstMs: number; endMs: number }, gaps: readonly GapView[]): readonly Stretch[] {
  const wholeMs = series.endMs - series.firstMs;
  if (wholeMs <= 0) return [];
  const stretches: Stretch[] = [];
  for (const gap of gaps) {
    const start = Math.max(0, (gap.fromMs - series.firstMs) / wholeMs);
    const width = Math.min(1 - start, Math.max(THINNEST_SHARE, (gap.toMs - gap.fromMs) / wholeMs));
    if (width <= 0) continue;
    const before = stretches.at(-1);
    if (before !== undefined && start <= before.start + before.width) {
      const end = Math.max(before.start + before.width, start + width);
      stretches[stretches.length - 1] = { start: before.start, width: end - before.start };
    } else stretches.push({ start, width });
  }
  return stretches;
}

/** Share of the bars from first to last that are there; never rounded up to the whole while one is missing. */
export function coverageShare(candles: number, missingBars: number): number {
  const all = candles + missingBars;
  return all === 0 ? 0 : candles / all;
}
