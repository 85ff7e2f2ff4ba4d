import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';

/** High, low and volume of every whole block of `bars` bars, counted from the first of the series. */
type Level = {
  readonly bars: number;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly volume: Float64Array;
};

/** A series with levels that grow by 16, finest first: a row over many bars is put together from few blocks. */
export type CandlePyramid = { readonly columns: CandleColumns; readonly levels: readonly Level[] };

const STEP = 16;

/** One pass over the bars; the levels take a fifteenth of the memory of three columns. */
export function createPyramid(columns: CandleColumns): CandlePyramid {
  const levels: Level[] = [];
  let finer: Level = { bars: 1, high: columns.high, low: columns.low, volume: columns.volume };
  while (finer.high.length >= STEP) {
    finer = coarser(finer);
    levels.push(finer);
  }
  return { columns, levels };
}

/** The memory a pyramid takes, its series included. */
export function bytesOfPyramid({ columns, levels }: CandlePyramid): number {
  return columns.openTimeMs.length * 48 + levels.reduce((sum, level) => sum + level.high.length * 24, 0);
}

function coarser(finer: Level): Level {
  const length = Math.floor(finer.high.length / STEP);
  const level = {
    bars: finer.bars * STEP,
    high: new Float64Array(length),
    low: new Float64Array(length),
    volume: new Float64Array(length),
  };
  const extent: Extent = { high: 0, low: 0, volume: 0 };
  for (let block = 0; block < length; block++) {
    clear(extent);
    take(extent, finer, block * STEP, (block + 1) * STEP);
    put(extent, level, block);
  }
  return level;
}

/**
 * Rows of `barsPerRow` bars (a power of two) over the bars `fromIndex` to `toIndex`: the open of the first bar, the highest
 * high, the lowest low, the close of the last and the sum of the volumes, under the first bar's time. `fromIndex` is a
 * multiple of `barsPerRow`; the last row may cover fewer bars.
 */
export function aggregateRows(
  pyramid: CandlePyramid,
  fromIndex: number,
  toIndex: number,
  barsPerRow: number,
): CandleColumns {
  const { columns } = pyramid;
  const rows = createCandleColumns(Math.ceil((toIndex - fromIndex) / barsPerRow));
  const bars: Level = { bars: 1, high: columns.high, low: columns.low, volume: columns.volume };
  const level = pyramid.levels.findLast((candidate) => candidate.bars <= barsPerRow) ?? bars;
  const extent: Extent = { high: 0, low: 0, volume: 0 };
  for (let row = 0, first = fromIndex; first < toIndex; row++, first += barsPerRow) {
    const end = Math.min(first + barsPerRow, toIndex);
    const wholeBlocksEnd = Math.floor(end / level.bars);
    clear(extent);
    take(extent, level, first / level.bars, wholeBlocksEnd);
    take(extent, bars, Math.max(first, wholeBlocksEnd * level.bars), end);
    put(extent, rows, row);
    rows.openTimeMs[row] = columns.openTimeMs[first] as number;
    rows.open[row] = columns.open[first] as number;
    rows.close[row] = columns.close[end - 1] as number;
  }
  return rows;
}

type Extent = { high: number; low: number; volume: number };

function clear(extent: Extent): void {
  extent.high = Number.NEGATIVE_INFINITY;
  extent.low = Number.POSITIVE_INFINITY;
  extent.volume = 0;
}

function take(extent: Extent, source: Omit<Level, 'bars'>, from: number, to: number): void {
  let { high, low, volume } = extent;
  for (let index = from; index < to; index++) {
    const blockHigh = source.high[index] as number;
    const blockLow = source.low[index] as number;
    if (blockHigh > high) high = blockHigh;
    if (blockLow < low) low = blockLow;
    volume += source.volume[index] as number;
  }
  extent.high = high;
  extent.low = low;
  extent.volume = volume;
}

function put(extent: Extent, target: Omit<Level, 'bars'>, index: number): void {
  target.high[index] = extent.high;
  target.low[index] = extent.low;
  target.volume[index] = extent.volume;
}
