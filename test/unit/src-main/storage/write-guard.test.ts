import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../../src-main/base/outcome.ts';
import { createWriteGuard } from '../../../../src-main/storage/sqlite/write-guard.ts';

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code} happened`), { code });
  };
}

const IN_DOUBT = [
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_WRITE',
  'SQLITE_CORRUPT',
  'SQLITE_CORRUPT_INDEX',
  'SQLITE_NOTADB',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
];

describe('the write guard', () => {
  it.each(IN_DOUBT)('lets nothing through after %s, not even a last word', (code) => {
    const told: string[] = [];
    const guard = createWriteGuard('journal.db', { onBroken: (failure) => told.push(failure.code) });
    expect(() => guard.run(failing(code))).toThrow(FailureError);
    expect(guard.broken?.code).toBe('databaseDamaged');
    expect(() => guard.run(() => 'written')).toThrow(FailureError);
    expect(() => guard.runLast(() => 'written')).toThrow(FailureError);
    expect(told).toEqual(['databaseDamaged']);
  });

  it('lets last words through after a full disk, once room was made, until the next failure', () => {
    let room = 0;
    const guard = createWriteGuard('journal.db', { makeRoom: () => void room++ });
    expect(() => guard.run(failing('SQLITE_FULL'))).toThrow(/no room left/);
    expect(room).toBe(0);
    expect(guard.runLast(() => 'halted')).toBe('halted');
    expect(room).toBe(1);
    expect(() => guard.run(() => 'an order')).toThrow(/no room left/);
    expect(() => guard.runLast(failing('SQLITE_FULL'))).toThrow(FailureError);
    expect(() => guard.runLast(() => 'more')).toThrow(FailureError);
  });

  it('tries a last word again that was the first to find the disk full', () => {
    let isFull = true;
    const guard = createWriteGuard('journal.db', {
      makeRoom() {
        isFull = false;
      },
    });
    expect(guard.runLast(() => (isFull ? failing('SQLITE_FULL')() : 'halted'))).toBe('halted');
    expect(guard.broken?.code).toBe('databaseFull');
  });

  it('goes on after a failure that is of one call alone', () => {
    const guard = createWriteGuard('journal.db');
    expect(() => guard.run(failing('SQLITE_CONSTRAINT'))).toThrow(FailureError);
    expect(() => guard.runLast(failing('SQLITE_CONSTRAINT'))).toThrow(FailureError);
    expect(guard.broken).toBeNull();
    expect(guard.run(() => 'written')).toBe('written');
  });
});
