import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  flipBits,
  flipKilledBits,
  isNoticedWithin,
  leaveKilled,
  writeSampleJournal,
} from '../../../integration/src-main/storage/bit-flips.ts';

/** A sample of the 400 that `npm run bench -- journal` measures. */
const FLIPS = 30;

describe('a single flipped bit in journal.db', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-flips-'));
  beforeAll(() => writeSampleJournal(folder, 60));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is noticed in every byte of a row, also when the journal was not closed', () => {
    expect(flipBits(folder, FLIPS, 20_261_121, 'rows').filter((flip) => !isNoticedWithin(flip))).toEqual([]);
  });

  it('is noticed anywhere in the file when the journal was closed', () => {
    expect(flipBits(folder, FLIPS, 20_261_122, 'file').filter(({ byOpening }) => !byOpening)).toEqual([]);
  });

  it('is noticed anywhere in the file that a killed process left', () => {
    // so many that SQLite has brought pages from the log into the file
    const left = leaveKilled(folder, 150);
    expect(flipKilledBits(left, FLIPS, 20_261_123).filter((isNoticed) => !isNoticed)).toEqual([]);
  });
});
