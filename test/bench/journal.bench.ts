import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlipPlace, Noticed } from '../integration/src-main/storage/bit-flips.ts';
import { flipBits, isNoticedWithin, writeSampleJournal } from '../integration/src-main/storage/bit-flips.ts';
import type { Bench, BenchResult } from './bench.ts';

const FLIPS = 400;

/** Shares of single flipped bits that each check notices, against SQLite's own whole check. */
function benchFlips(folder: string): readonly BenchResult[] {
  writeSampleJournal(folder, 300);
  return (['rows', 'file'] as const).flatMap((place) => flipsIn(folder, place));
}

function flipsIn(folder: string, place: FlipPlace): readonly BenchResult[] {
  const flips = flipBits(folder, FLIPS, 20_261_121, place);
  const share = (isNoticed: (flip: Noticed) => boolean): number => (100 * flips.filter(isNoticed).length) / FLIPS;
  const reference = share(({ integrityCheck }) => integrityCheck);
  const result = (what: string, value: number): BenchResult => ({
    name: `flipped bits of ${place} noticed by ${what}`,
    ...{ value, unit: '%', reference, ratio: value / reference },
  });
  return [
    result(
      'quick_check',
      share(({ quickCheck }) => quickCheck),
    ),
    result('integrity_check', reference),
    result(
      'the hash chain',
      share(({ chain }) => chain),
    ),
    result('all of them together', share(isNoticedWithin)),
    result(
      'opening it after a clean close',
      share(({ byOpening }) => byOpening),
    ),
  ];
}

/** What the journal notices and costs. */
export const bench: Bench = {
  name: 'journal',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-bench-journal-'));
    try {
      return benchFlips(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
