import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bosChoch } from '../../../../../src-main/engine/structure/bos-choch.ts';
import { liquidity } from '../../../../../src-main/engine/structure/liquidity.ts';
import { listOrderBlocks } from '../../../../../src-main/engine/structure/order-block-list.ts';
import { retracements } from '../../../../../src-main/engine/structure/retracements.ts';
import type { StructureEvent } from '../../../../../src-main/engine/structure/structure-events.ts';
import type { StructureKind } from '../../../../../src-main/engine/structure/structure-kind.ts';
import {
  StructureTracker,
  structureTrackerParams,
} from '../../../../../src-main/engine/structure/structure-tracker.ts';
import { listSwings } from '../../../../../src-main/engine/structure/swing-list.ts';
import { swings } from '../../../../../src-main/engine/structure/swings.ts';
import { candleAt } from '../../../../../src-main/model/candle.ts';
import { EXTRACT, readReferenceCandles } from './reference-files.ts';

const candles = await readReferenceCandles(join(EXTRACT, 'eurusd-15m.csv.gz'));
const params = structureTrackerParams.parse({ swingLength: 5 });
const tracker = new StructureTracker(params);
const directions: number[] = [];
const percents: number[] = [];
const events = Array.from(candles.close, (_, bar) => {
  const said = tracker.update(candleAt(candles, bar));
  directions.push(tracker.state.retracement.direction);
  percents.push(tracker.state.retracement.currentPercent);
  return said;
}).flat();

const saidAs = (...kinds: StructureEvent['kind'][]): StructureEvent[] =>
  events.filter(({ kind }) => kinds.includes(kind));

/** How two lists of the same things overlap. */
function overlap(hindsight: readonly string[], causal: readonly string[]): object {
  const [one, other] = [new Set(hindsight), new Set(causal)];
  expect([one.size, other.size]).toEqual([hindsight.length, causal.length]);
  return { hindsight: one.size, causal: other.size, both: causal.filter((key) => one.has(key)).length };
}

function marked(kind: StructureKind): { bar: number; cells: number[] }[] {
  const { values } = kind.series(candles, kind.params.parse({ swingLength: 5 }));
  const rows = Array.from(candles.close, (_, bar) => ({ bar, cells: values.map((column) => column[bar] as number) }));
  return rows.filter(({ cells }) => !Number.isNaN(cells[0]) || (kind === bosChoch && !Number.isNaN(cells[1])));
}

/** 4,000 bars of EURUSD. Each figure is explained in the docstring of the step. */
describe('what the causal form says differs from hindsight in', () => {
  it('swings: those replaced later, and none at the edges', () => {
    const hindsight = marked(swings).map(({ bar, cells }) => `${bar} ${cells.join(' ')}`);
    const causal = saidAs('swing').map(
      (event) => `${event.bar} ${event.direction} ${'level' in event ? event.level : ''}`,
    );
    expect(overlap(hindsight, causal)).toEqual({ hindsight: 460, causal: 490, both: 458 });
    const replaced = saidAs('swing').filter((event) => 'replaces' in event && event.replaces !== null);
    expect(replaced).toHaveLength(32);
  });

  it('breaks: the fourth swing, replacements, drops', () => {
    const hindsight = marked(bosChoch).map(({ bar, cells: [bos, choch, , brokenAt] }) =>
      Number.isNaN(bos) ? `${bar} choch ${choch} ${brokenAt}` : `${bar} bos ${bos} ${brokenAt}`,
    );
    const causal = saidAs('bos', 'choch').map((event) =>
      'brokenAt' in event ? `${event.bar} ${event.kind} ${event.direction} ${event.brokenAt}` : '',
    );
    expect(overlap(hindsight, causal)).toEqual({ hindsight: 188, causal: 176, both: 174 });
    const late = saidAs('bos', 'choch').filter((event) => 'brokenAt' in event && event.knownAt > event.brokenAt);
    expect(late).toHaveLength(76);
  });

  it('order blocks, those gone included: the last swing known', () => {
    const list = listSwings(candles, 5);
    const hindsight = [1, -1].flatMap((direction) => listOrderBlocks(candles, list, direction as 1 | -1));
    const keys = hindsight.map(({ bar, direction, formedAt }) => `${bar} ${direction} ${formedAt}`);
    const causal = saidAs('order-block').map(({ bar, direction, knownAt }) => `${bar} ${direction} ${knownAt}`);
    expect(overlap(keys, causal)).toEqual({ hindsight: 181, causal: 201, both: 175 });
  });

  it('liquidity: the range so far', () => {
    const hindsight = marked(liquidity).map(({ bar, cells: [side] }) => `${bar} ${side}`);
    const causal = new Set(saidAs('liquidity').map(({ bar, direction }) => `${bar} ${direction}`));
    expect(overlap(hindsight, [...causal])).toEqual({ hindsight: 118, causal: 76, both: 59 });
  });

  it('retracements: the swing counts from its confirmation on', () => {
    const { values } = retracements.series(candles, { swingLength: 5 });
    const rows = directions.map((direction, bar) => ({ direction, percent: percents[bar], row: bar + 1 })).slice(0, -1);
    const same = rows.filter(({ direction, row }) => direction === values[0]?.[row]);
    const equal = same.filter(({ percent, row }) => percent === values[1]?.[row]);
    expect({ rows: rows.length, sameDirection: same.length, samePercent: equal.length }).toEqual({
      rows: 3999,
      sameDirection: 2080,
      samePercent: 1746,
    });
  });
});
