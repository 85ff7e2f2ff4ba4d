import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';

const FILE = 'journal.db';
const LOG = 'journal.db-wal';
const sample = mkdtempSync(join(tmpdir(), 'bellwether-sample-'));
afterAll(() => rmSync(sample, { recursive: true }));

/** A journal whose last rows are in the log alone, as a killed process leaves it. */
function killedJournal(): { readonly file: Buffer; readonly log: Buffer } {
  const fill = (journal: JournalDatabase, from: number): void => {
    for (let day = from; day < from + 300; day++)
      journal.recordDay('paper', { startMs: day, equity: moneyFromText(`${day}.5`) });
  };
  const first = unwrap(openJournal(sample));
  fill(first, 0);
  first.close();
  const second = unwrap(openJournal(sample));
  fill(second, 300);
  copyFileSync(join(sample, FILE), join(sample, 'file'));
  copyFileSync(join(sample, LOG), join(sample, 'log'));
  second.close();
  return { file: readFileSync(join(sample, 'file')), log: readFileSync(join(sample, 'log')) };
}

type Damage = {
  readonly target: 'file' | 'log';
  readonly kind: 'flip' | 'zero' | 'cut';
  readonly at: number;
  readonly length: number;
};

function damaged(bytes: Buffer, { kind, at, length }: Damage): Buffer {
  const place = at % bytes.length;
  if (kind === 'cut') return Buffer.from(bytes.subarray(0, place));
  const copy = Buffer.from(bytes);
  for (let index = place; index < Math.min(place + length, copy.length); index++) {
    copy[index] = kind === 'zero' ? 0 : (copy[index] as number) ^ 0x55;
  }
  return copy;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  target: fc.constantFrom('file' as const, 'log' as const),
  kind: fc.constantFrom('flip' as const, 'zero' as const, 'cut' as const),
  at: fc.oneof(fc.nat(100), fc.nat()),
  length: fc.integer({ min: 1, max: 6000 }),
});

describe('a journal damaged at random', () => {
  it('opens: whole, at an earlier moment, or fresh with the old one kept byte for byte; and takes writes again', () => {
    const { file, log } = killedJournal();
    const check = (one: Damage): void => {
      const folder = mkdtempSync(join(tmpdir(), 'bellwether-damage-'));
      try {
        const set = { file, log, [one.target]: damaged(one.target === 'file' ? file : log, one) };
        writeFileSync(join(folder, FILE), set.file);
        writeFileSync(join(folder, LOG), set.log);
        const journal = unwrap(openJournal(folder));
        const day = journal.load().days.get('paper');
        const [notice] = journal.notices;
        journal.recordHalt('still writing', 1);
        journal.close();
        // What the first close put into the file is there in any case; a damaged log ends where it is damaged.
        if (notice === undefined) expect(day?.startMs).toBeGreaterThanOrEqual(299);
        else if (notice.kind === 'quarantined') {
          if (!notice.salvaged?.rows) expect(day).toBeUndefined();
          expect(
            existsSync(join(notice.movedTo, FILE)) && readFileSync(join(notice.movedTo, FILE)).equals(set.file),
          ).toBe(true);
          if (set.log.length > 0) expect(readFileSync(join(notice.movedTo, LOG)).equals(set.log)).toBe(true);
        } else throw new Error(`unexpected notice ${notice.kind}`);
        const reopened = unwrap(openJournal(folder));
        expect(reopened.load().halt?.reason).toBe('still writing');
        reopened.close();
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
    fc.assert(fc.property(damage, check), { numRuns: 100, seed: 20_260_105 });
  });
});
