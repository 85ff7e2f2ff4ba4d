import type { ChartSource } from './chart-session.ts';
import type { ChartInterval } from './chart-source.ts';
import { INTERVAL_MS } from './intervals.ts';
import type { TradeMark } from './trade-marks.ts';

/** How far the past of a chart is shown: everything that was known at `untilMs`, the close of the newest bar. */
export type ReplayPlace = { readonly untilMs: number };

export const REPLAY_SPEEDS = [1, 2, 5, 10, 25] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** The whole series, as it really is. */
type WholeSeries = { readonly candles: ChartSource['candles']; readonly interval: ChartInterval };

/** Bars looked through for the next one; a gap may be longer. */
const LOOKED_THROUGH = 500;
const MOST_LOOKS = 40;

/** Bars that open before this have closed by `untilMs`: what the candles are asked with. */
export const openBefore = ({ untilMs }: ReplayPlace, interval: ChartInterval): number =>
  untilMs - INTERVAL_MS[interval] + 1;

/** Where a replay stands that shows the bar of this open time as its newest. */
export const placeAfter = (openTimeMs: number, interval: ChartInterval): ReplayPlace => ({
  untilMs: openTimeMs + INTERVAL_MS[interval],
});

/** Open time of the bar after or before the newest one shown; undefined at the ends of the series. Gaps are passed over. */
export async function barBeside(
  place: ReplayPlace,
  { candles, interval }: WholeSeries,
  direction: 1 | -1,
): Promise<number | undefined> {
  const barMs = INTERVAL_MS[interval];
  const spanMs = LOOKED_THROUGH * barMs;
  const edgeMs = openBefore(place, interval);
  // The newest bar shown opens just before the edge: the one before it is looked for before that.
  let fromMs = direction === 1 ? edgeMs : edgeMs - barMs - spanMs;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const window = await candles({ fromMs, toMs: fromMs + spanMs, maxBars: LOOKED_THROUGH + 2 });
    if (!window.ok || window.value.firstMs === null || window.value.lastMs === null) return undefined;
    const { openTimeMs } = window.value.columns;
    const found = direction === 1 ? openTimeMs.find((timeMs) => timeMs >= fromMs) : openTimeMs.at(-1);
    if (found !== undefined) return found;
    fromMs += direction * spanMs;
    if (fromMs > window.value.lastMs || fromMs + spanMs < window.value.firstMs) return undefined;
  }
  return undefined;
}

/** Trades that had happened by then. */
export const marksUntil = (marks: readonly TradeMark[], { untilMs }: ReplayPlace): readonly TradeMark[] =>
  marks.filter(({ timeMs }) => timeMs < untilMs);
