import { z } from 'zod';
import type { CandleColumns } from '../../model/candle.ts';
import { FirstCrossing } from './first-crossing.ts';
import { listOrderBlocks, type OrderBlock } from './order-block-list.ts';
import { closeMitigationParameter, swingLengthParameter } from './parameters.ts';
import { defineStructure, emptyColumn, emptyKnownAt, emptySingleColumn, knownBar } from './structure-kind.ts';
import { listSwings } from './swing-list.ts';

const params = z.strictObject({ swingLength: swingLengthParameter(), closeMitigation: closeMitigationParameter() });

type Rows = {
  readonly direction: Float64Array;
  readonly top: Float32Array;
  readonly bottom: Float32Array;
  readonly volume: Float32Array;
  readonly mitigated: Float64Array;
  readonly percentage: Float32Array;
  readonly knownAt: Int32Array;
  /** A block at this bar has been mitigated; the package keeps this from the bullish blocks to the bearish ones. */
  readonly wasMitigated: Uint8Array;
};

/**
 * Order blocks, as `smc.ob` has them on the swings of `swings.ts`; see `order-block-list.ts` for how one forms. A bullish block
 * is mitigated by a low (with `closeMitigation` a body) below its bottom, and gone once a later high passes its top; bearish
 * likewise. Hindsight: MitigatedIndex, which for bullish blocks is the bar before the one that mitigates, 0 when none; and
 * the rows that are missing because a block was gone by the end of the data, or was followed by one of the other direction
 * at the same bar. `knownAt` is when the forming was certain. `order-block-step.ts` is the causal form.
 */
export const orderBlocks = defineStructure<z.infer<typeof params>>({
  name: 'order-blocks',
  title: 'Order blocks',
  columns: [
    { name: 'OB', meaning: '1 bullish, −1 bearish; blocks gone by the end of the data are left out', hindsight: true },
    { name: 'Top', meaning: 'upper price of the block', hindsight: false },
    { name: 'Bottom', meaning: 'lower price of the block', hindsight: false },
    { name: 'OBVolume', meaning: 'volume of the bar that formed it and the two before', hindsight: false },
    {
      name: 'MitigatedIndex',
      meaning: 'number of the bar of its mitigation (bullish: one less), 0 = none',
      hindsight: true,
    },
    { name: 'Percentage', meaning: 'smaller share of that volume in percent of the larger', hindsight: false },
  ],
  params,
  series(candles, { swingLength, closeMitigation }) {
    const bars = candles.close.length;
    const list = listSwings(candles, swingLength);
    const rows = emptyRows(bars);
    for (const direction of [1, -1] as const) {
      const lives = livesOf(candles, direction, closeMitigation);
      for (const block of listOrderBlocks(candles, list, direction)) writeBlock(rows, block, lives);
    }
    const { direction, top, bottom, volume, mitigated, percentage, knownAt } = rows;
    return { values: [direction, top, bottom, volume, mitigated, percentage], knownAt };
  },
});

/** `against` finds what mitigates a block, `through` what ends a mitigated one. */
type Lives = { readonly against: FirstCrossing; readonly through: FirstCrossing };

function livesOf(candles: CandleColumns, direction: 1 | -1, closeMitigation: boolean): Lives {
  const { open, high, low, close } = candles;
  const [far, near] = direction === 1 ? [high, low] : [low, high];
  const extreme = direction === 1 ? Math.min : Math.max;
  const tested = closeMitigation ? close.map((price, i) => extreme(price, open[i] as number)) : near;
  return {
    against: new FirstCrossing(tested, direction === 1 ? -1 : 1),
    through: new FirstCrossing(far, direction),
  };
}

/** Writes the block as it stands at the end of the data. A block of the other direction at the same bar is overwritten. */
function writeBlock(rows: Rows, block: OrderBlock, { against, through }: Lives): void {
  const { bar, direction, top, bottom, formedAt } = block;
  const [near, far] = direction === 1 ? [bottom, top] : [top, bottom];
  const wasMitigated = rows.wasMitigated[bar] === 1;
  const mitigatedAt = wasMitigated ? formedAt : against.beyond(formedAt + 1, near);
  if (mitigatedAt >= 0) rows.wasMitigated[bar] = 1;
  if (mitigatedAt >= 0 && through.beyond(mitigatedAt + 1, far) >= 0) {
    eraseRow(rows, bar);
    return;
  }
  const before = rows.mitigated[bar] as number;
  rows.direction[bar] = direction;
  rows.top[bar] = top;
  rows.bottom[bar] = bottom;
  rows.volume[bar] = block.volume;
  rows.percentage[bar] = block.percentage;
  rows.knownAt[bar] = knownBar(block.certainAt, rows.direction.length);
  if (!wasMitigated && mitigatedAt >= 0) rows.mitigated[bar] = direction === 1 ? mitigatedAt - 1 : mitigatedAt;
  else rows.mitigated[bar] = Number.isNaN(before) ? 0 : before;
}

function emptyRows(bars: number): Rows {
  return {
    direction: emptyColumn(bars),
    top: emptySingleColumn(bars),
    bottom: emptySingleColumn(bars),
    volume: emptySingleColumn(bars),
    mitigated: emptyColumn(bars),
    percentage: emptySingleColumn(bars),
    knownAt: emptyKnownAt(bars),
    wasMitigated: new Uint8Array(bars),
  };
}

function eraseRow(rows: Rows, bar: number): void {
  for (const column of [rows.direction, rows.top, rows.bottom, rows.volume, rows.mitigated, rows.percentage]) {
    column[bar] = Number.NaN;
  }
  rows.knownAt[bar] = -1;
}
