import type Database from 'better-sqlite3';

const SYNCHRONOUS_FULL = 2;

/**
 * better-sqlite3 reopens WAL files at synchronous=NORMAL, which loses acknowledged rows at a power cut, so FULL is set at
 * every open and read back.
 */
export function configureConnection(db: Database.Database): void {
  db.pragma('mmap_size = 0');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('wal_autocheckpoint = 1000');
  const expected = {
    journal_mode: 'wal',
    synchronous: SYNCHRONOUS_FULL,
    locking_mode: 'exclusive',
    recursive_triggers: 1,
    foreign_keys: 1,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`pragma ${name} is ${String(actual)}, expected ${value}`);
  }
}
