import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LiquidityPool, listPools, wholeRange } from '../../../../../src-main/engine/structure/liquidity.ts';
import { listOrderBlocks, type OrderBlock } from '../../../../../src-main/engine/structure/order-block-list.ts';
import { STRUCTURE_KINDS } from '../../../../../src-main/engine/structure/registry.ts';
import {
  NEVER_KNOWN,
  type StructureKind,
  type StructureSeries,
} from '../../../../../src-main/engine/structure/structure-kind.ts';
import { listSwings } from '../../../../../src-main/engine/structure/swing-list.ts';
import { sliceCandleColumns } from '../../../../../src-main/model/candle.ts';
import { arbitraryTape, type StructureTape } from './structure-tapes.ts';

const cut = (tape: StructureTape, bars: number): StructureTape => ({
  ...tape,
  candles: sliceCandleColumns(tape.candles, 0, bars),
});

function seriesOf(kind: StructureKind, { candles, params }: StructureTape): StructureSeries {
  const fields = Object.keys((kind.params as unknown as { shape: object }).shape);
  const own = Object.fromEntries(Object.entries(params).filter(([name]) => fields.includes(name)));
  return kind.series(candles, kind.params.parse(own));
}

/** Rows certain by bar `last` in either series that are not the same in both, without what later bars may fill in. */
function differences(kind: StructureKind, whole: StructureSeries, shorter: StructureSeries, last: number): number[] {
  const isKnown = (bar: number | undefined) => bar !== undefined && bar !== NEVER_KNOWN && bar <= last;
  const wrong: number[] = [];
  for (let row = 0; row <= last; row++) {
    const [one, other] = [whole.knownAt[row], shorter.knownAt[row]];
    if (!isKnown(one) && !isKnown(other)) continue;
    const isSame = kind.columns.every(
      ({ hindsight }, k) => hindsight || Object.is(whole.values[k]?.[row], shorter.values[k]?.[row]),
    );
    if (one !== other || !isSame) wrong.push(row);
  }
  return wrong;
}

/** Runs the check at every cut of seeded tapes. */
function atEveryCut(
  runs: number,
  check: (tape: StructureTape) => (shorter: StructureTape, last: number) => void,
): void {
  const property = fc.property(arbitraryTape(150), (tape) => {
    const compare = check(tape);
    for (let bars = 1; bars < tape.candles.close.length; bars++) compare(cut(tape, bars), bars - 1);
  });
  fc.assert(property, { numRuns: runs, seed: 20_240_817 });
}

const CERTAIN_KINDS = [...STRUCTURE_KINDS.values()].filter(({ columns }) => !columns[0]?.hindsight);

describe('rows certain by a bar are the same without the bars after it', () => {
  it.each(CERTAIN_KINDS.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    let rows = 0;
    atEveryCut(250, (tape) => {
      const whole = seriesOf(kind, tape);
      rows += whole.knownAt.filter((bar) => bar !== NEVER_KNOWN).length;
      return (shorter, last) => expect(differences(kind, whole, seriesOf(kind, shorter), last)).toEqual([]);
    });
    expect(rows).toBeGreaterThan(500);
  });

  it('order blocks, those gone later included', () => {
    let rows = 0;
    const blocksOf = ({ candles, params }: StructureTape): OrderBlock[] => {
      const list = listSwings(candles, params.swingLength);
      return [...listOrderBlocks(candles, list, 1), ...listOrderBlocks(candles, list, -1)];
    };
    atEveryCut(250, (tape) => {
      const whole = blocksOf(tape);
      rows += whole.filter(({ certainAt }) => Number.isFinite(certainAt)).length;
      return (shorter, last) => {
        const known = blocksOf(shorter).filter(({ certainAt }) => certainAt <= last);
        expect(known).toEqual(whole.filter(({ certainAt }) => certainAt <= last));
      };
    });
    expect(rows).toBeGreaterThan(500);
  });

  it('liquidity, given the width that the package takes from the whole data; a pool may have more in the shorter data', () => {
    let rows = 0;
    const property = fc.property(arbitraryTape(400), fc.double({ min: 0.1, max: 1, noNaN: true }), (tape, share) => {
      const range = wholeRange(tape.candles) * tape.params.rangePercent;
      const bars = Math.ceil(tape.candles.close.length * share);
      const inShorter = poolsOf(cut(tape, bars), range);
      for (const pool of poolsOf(tape, range)) {
        if (pool.swings < 2 || pool.certainAt >= bars) continue;
        const same = inShorter.find(({ bar, direction }) => bar === pool.bar && direction === pool.direction);
        expect(same?.swings).toBeGreaterThanOrEqual(pool.swings);
        expect([same?.low, same?.high]).toEqual([pool.low, pool.high]);
        rows++;
      }
    });
    fc.assert(property, { numRuns: 400, seed: 20_240_817 });
    expect(rows).toBeGreaterThan(500);
  });
});

function poolsOf({ candles, params }: StructureTape, range: number): LiquidityPool[] {
  const list = listSwings(candles, params.swingLength);
  return [...listPools(candles, list, range, 1), ...listPools(candles, list, range, -1)];
}
