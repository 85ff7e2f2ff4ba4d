import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoverageStore } from '../../../../src-main/storage/market/coverage-store.ts';
import { MARKET_SCHEMA } from '../../../../src-main/storage/market/market-schema.ts';
import { migrate } from '../../../../src-main/storage/sqlite/migrate.ts';

const KEY = { instrumentId: 'binance:BTC-USDT', interval: '1m' } as const;
const span = fc
  .tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 25 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));

/** The numbers in a set, as the fewest spans. */
function spansOf(known: ReadonlySet<number>): { fromMs: number; toMs: number }[] {
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const value of [...known].sort((left, right) => left - right)) {
    const last = spans.at(-1);
    if (last?.toMs === value) last.toMs = value + 1;
    else spans.push({ fromMs: value, toMs: value + 1 });
  }
  return spans;
}

describe('coverage agrees with a set of what was asked', () => {
  it('whatever spans are added, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), span, (added, within) => {
        const db = new Database(':memory:');
        migrate(db, MARKET_SCHEMA);
        const coverage = createCoverageStore(db);
        const known = new Set<number>();
        for (const { fromMs, toMs } of added) {
          coverage.add(KEY, { fromMs, toMs });
          for (let value = fromMs; value < toMs; value++) known.add(value);
        }
        expect(coverage.read(KEY)).toEqual(spansOf(known));
        const inside = [...known].filter((value) => value >= within.fromMs && value < within.toMs);
        expect(coverage.read(KEY, within)).toEqual(spansOf(new Set(inside)));
        db.close();
      }),
      { numRuns: 300, seed: 20_260_401 },
    );
  });
});
