import type { CandleColumns } from '../../model/candle.ts';
import { Settlement } from './settlement.ts';
import type { SwingList } from './swing-list.ts';

/** One order block as it was when it formed. Prices and volumes in single precision, as the package keeps them. */
export type OrderBlock = {
  /** 1 bullish (support), −1 bearish. */
  readonly direction: 1 | -1;
  readonly bar: number;
  readonly top: number;
  readonly bottom: number;
  /** Of the bar that crossed the swing and the two before it. */
  readonly volume: number;
  /** Smaller ÷ larger of the two volume shares, in percent. */
  readonly percentage: number;
  /** Bar whose close crossed the swing. */
  readonly formedAt: number;
  /** Bar at whose close the block was certain; Infinity when the data ends before that. */
  readonly certainAt: number;
};

/**
 * The order blocks of one direction in order of their forming: when a close first goes beyond the last swing high (low) of
 * hindsight, the block is the lowest (highest) bar since that swing, the last of equals. `Settlement` says when the swing
 * was certain to be the last one.
 */
export function listOrderBlocks(candles: CandleColumns, list: SwingList, direction: 1 | -1): OrderBlock[] {
  const settlement = new Settlement(candles, list);
  const bars = candles.close.length;
  const blocks: OrderBlock[] = [];
  for (let swing = list.direction[0] === direction ? 0 : 1; swing < list.bar.length; swing += 2) {
    const end = Math.min(list.bar[swing + 2] ?? bars - 1, bars - 1);
    const formedAt = firstCloseBeyond(candles.close, list, swing, end);
    if (formedAt < 0) continue;
    const atOnce = Math.max(formedAt, list.finalAt[swing] as number);
    const certainAt = mayBeOvertaken(candles, list, swing, formedAt)
      ? Math.max(atOnce, settlement.certainAt(formedAt - 1, direction))
      : atOnce;
    const { bar, top, bottom } = blockBar(candles, list.bar[swing] as number, formedAt, direction);
    const volumes = blockVolumes(candles.volume, formedAt);
    blocks.push({ direction, bar, top, bottom, ...volumes, formedAt, certainAt });
  }
  return blocks;
}

function firstCloseBeyond(close: Float64Array, list: SwingList, swing: number, end: number): number {
  const sign = list.direction[swing] as number;
  const level = (list.level[swing] as number) * sign;
  for (let i = (list.bar[swing] as number) + 1; i <= end; i++) {
    if ((close[i] as number) * sign > level) return i;
  }
  return -1;
}

/** Whether at the close of `formedAt` a bar between the swing and it could still turn out to be the last swing. */
function mayBeOvertaken(candles: CandleColumns, list: SwingList, swing: number, formedAt: number): boolean {
  const { firstPivot, pivots } = list;
  const nextRun = pivots.bar[firstPivot[swing + 2] ?? pivots.bar.length] ?? Number.POSITIVE_INFINITY;
  if (nextRun < formedAt) return true;
  const sign = list.direction[swing] as number;
  const prices = sign === 1 ? candles.high : candles.low;
  const now = (prices[formedAt] as number) * sign;
  for (let i = Math.max((list.bar[swing] as number) + 1, formedAt - pivots.swingLength); i < formedAt; i++) {
    if ((prices[i] as number) * sign >= now) return true;
  }
  return false;
}

type BlockBar = Pick<OrderBlock, 'bar' | 'top' | 'bottom'>;

function blockBar({ high, low }: CandleColumns, swingBar: number, formedAt: number, direction: 1 | -1): BlockBar {
  if (formedAt - swingBar === 1) {
    // Only after the swing at the first bar. A bullish block's prices are the wrong way round in the package.
    const [top, bottom] = direction === 1 ? [low, high] : [high, low];
    return blockOf(swingBar, top, bottom);
  }
  const prices = direction === 1 ? low : high;
  let bar = swingBar + 1;
  for (let i = bar + 1; i < formedAt; i++) {
    if ((prices[i] as number) * direction <= (prices[bar] as number) * direction) bar = i;
  }
  return blockOf(bar, high, low);
}

function blockOf(bar: number, top: Float64Array, bottom: Float64Array): BlockBar {
  return { bar, top: Math.fround(top[bar] as number), bottom: Math.fround(bottom[bar] as number) };
}

function blockVolumes(volumes: Float64Array, formedAt: number): Pick<OrderBlock, 'volume' | 'percentage'> {
  const [now, before, beforeThat] = [formedAt, formedAt - 1, formedAt - 2].map((bar) => volumes[bar] ?? 0);
  const recent = (now as number) + (before as number);
  const [one, other] = [Math.fround(recent), Math.fround(beforeThat as number)];
  const larger = Math.max(one, other);
  const share = Math.fround(Math.min(one, other) / larger);
  return {
    volume: Math.fround(recent + (beforeThat as number)),
    percentage: larger === 0 ? 100 : Math.fround(share * 100),
  };
}
