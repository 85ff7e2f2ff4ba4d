import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import type { DiskCall } from './disk-calls.ts';
import { filesAtPowerCut } from './disk-calls.ts';

/** Builds the files of `count` power cuts at random moments and opens each: no order that had left may be missing. */
export function expectNothingLost(calls: readonly DiskCall[], count: number, seed: number): void {
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
  for (let cut = 0; cut < count; cut++) {
    const end = 1 + draw(calls.length);
    const sent = calls.slice(0, end).flatMap((call) => (call.kind === 'send' ? [call.clientOrderId] : []));
    const found = intentsIn(filesAtPowerCut(calls, end, draw));
    expect(
      sent.filter((id) => !found.includes(id)),
      `cut ${cut} of seed ${seed}, before call ${end}`,
    ).toEqual([]);
  }
}

function intentsIn(files: ReadonlyMap<string, Buffer>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-power-'));
  try {
    for (const [file, bytes] of files) writeFileSync(join(folder, file), bytes);
    const journal = unwrap(openJournal(folder));
    const kinds = journal.notices.map(({ kind }) => kind);
    journal.close();
    // A file from before its first sync is no journal yet; the power may go between two steps of the layout.
    if (kinds.includes('quarantined')) expect(readdirSync(join(folder, 'quarantine'))).toHaveLength(1);
    else expect(kinds.filter((kind) => kind !== 'migrated')).toEqual([]);
    const db = new Database(join(folder, 'journal.db'), { readonly: true });
    const ids = db.prepare('SELECT client_order_id FROM order_intents').pluck().all() as string[];
    db.close();
    return ids;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
