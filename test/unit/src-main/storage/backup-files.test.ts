import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import {
  backupName,
  expiredBackups,
  listBackups,
  rotateBackups,
} from '../../../../src-main/storage/journal/backup-files.ts';

const NOON = Date.UTC(2026, 4, 20, 12);
const HOUR_MS = 3_600_000;

const backupsAt = (times: readonly number[]) =>
  times.toSorted((left, right) => right - left).map((timeMs) => ({ path: String(timeMs), timeMs, position: null }));

function keptOf(times: readonly number[]): readonly number[] {
  const all = backupsAt(times);
  const expired = new Set(expiredBackups(all, NOON));
  return all.filter((backup) => !expired.has(backup)).map(({ timeMs }) => timeMs);
}

describe('which backups are kept', () => {
  it('three of today, the newest of each earlier day, ten in total', () => {
    const today = [1, 2, 3, 4, 5].map((hours) => NOON - hours * HOUR_MS);
    const earlier = Array.from({ length: 12 }, (_, day) =>
      [1, 5].map((hour) => NOON - (day + 1) * DAY_MS - hour * HOUR_MS),
    );
    const kept = keptOf([...today, ...earlier.flat()]);
    expect(kept).toEqual([...today.slice(0, 3), ...earlier.slice(0, 7).map(([newest]) => newest)]);
  });

  it('always the newest, never more than ten, whatever was made when', () => {
    const times = fc.array(fc.integer({ min: NOON - 20 * DAY_MS, max: NOON }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, (made) => {
        const kept = keptOf(made);
        expect(kept.length).toBeLessThanOrEqual(10);
        expect(kept[0]).toBe(Math.max(...made));
        // What is kept once is kept when it is asked again: nothing goes without something newer coming.
        expect(keptOf(kept)).toEqual(kept);
      }),
    );
  });
});

describe('the backups in a folder', () => {
  it('are told by their names, newest first, also those from before a step of the layout', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-backups-'));
    const names = [
      'journal-version-50-2026-05-20T08-00-00.000Z.db',
      backupName(NOON, 123, 'exit'),
      backupName(NOON - DAY_MS, 7, 'daily'),
      'market-2026-05-20T08-00-00.000Z.db',
      'journal-of-mine.db',
      `${backupName(NOON + 1, 130, 'daily')}.partial`,
    ];
    for (const name of names) writeFileSync(join(folder, name), '');
    expect(listBackups(folder).map(({ timeMs, position }) => [timeMs, position])).toEqual([
      [NOON, 123],
      [NOON - 4 * HOUR_MS, null],
      [NOON - DAY_MS, 7],
    ]);
    rotateBackups(folder, NOON);
    expect(readdirSync(folder)).toHaveLength(5);
    rmSync(folder, { recursive: true });
  });

  it('are none where there is no folder', () => {
    expect(listBackups('/nowhere/at/all')).toEqual([]);
  });
});
