import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LiquidityPool, listPools, wholeRange } from '../../../../../src-main/engine/structure/liquidity.ts';
import { listOrderBlocks } from '../../../../../src-main/engine/structure/order-block-list.ts';
import { STRUCTURE_KINDS } from '../../../../../src-main/engine/structure/registry.ts';
import { NEVER_KNOWN, type StructureKind } from '../../../../../src-main/engine/structure/structure-kind.ts';
import { listSwings } from '../../../../../src-main/engine/structure/swing-list.ts';
import { sliceCandleColumns } from '../../../../../src-main/model/candle.ts';
import { arbitraryTape, type StructureTape } from './structure-tapes.ts';

/** The rows certain by bar `last`, without what later bars may fill in. */
function rowsKnownBy(kind: StructureKind, { candles, params }: StructureTape, last: number): string[] {
  const fields = Object.keys((kind.params as unknown as { shape: object }).shape);
  const own = Object.fromEntries(Object.entries(params).filter(([name]) => fields.includes(name)));
  const { values, knownAt } = kind.series(candles, kind.params.parse(own));
  const rows: string[] = [];
  knownAt.forEach((known, row) => {
    if (known === NEVER_KNOWN || known > last) return;
    const cells = kind.columns.map(({ hindsight }, k) => (hindsight ? '' : String(values[k]?.[row])));
    rows.push(`${row} ${known} ${cells.join(' ')}`);
  });
  return rows;
}

const cut = (tape: StructureTape, bars: number): StructureTape => ({
  ...tape,
  candles: sliceCandleColumns(tape.candles, 0, bars),
});

/** Checks at three cuts of each tape that what was certain by then does not depend on what came after. */
function holdsAtCuts(known: (tape: StructureTape, last: number) => unknown): void {
  let rows = 0;
  const check = (tape: StructureTape, share: number): void => {
    const bars = Math.ceil(tape.candles.close.length * share);
    const before = known(cut(tape, bars), bars - 1);
    expect(before).toEqual(known(tape, bars - 1));
    rows += (before as unknown[]).length;
  };
  const share = fc.double({ min: 0.1, max: 1, noNaN: true });
  fc.assert(
    fc.property(arbitraryTape(400), share, share, share, (tape, ...shares) => {
      for (const one of shares) check(tape, one);
    }),
    { numRuns: 150, seed: 20_240_817 },
  );
  expect(rows).toBeGreaterThan(500);
}

const CERTAIN_KINDS = [...STRUCTURE_KINDS.values()].filter(({ columns }) => !columns[0]?.hindsight);

describe('rows certain by a bar are the same without the bars after it', () => {
  it.each(CERTAIN_KINDS.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    holdsAtCuts((tape, last) => rowsKnownBy(kind, tape, last));
  });

  it('order blocks, those gone later included', () => {
    holdsAtCuts(({ candles, params }, last) => {
      const list = listSwings(candles, params.swingLength);
      const blocks = [...listOrderBlocks(candles, list, 1), ...listOrderBlocks(candles, list, -1)];
      return blocks.filter(({ certainAt }) => certainAt <= last);
    });
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
