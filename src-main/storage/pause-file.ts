import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../engine/ports/log.ts';
import { writeWholeFile } from './whole-file.ts';

/** Until when an exchange asked for silence, kept over a restart. */
export type PauseFile = { load(): number | null; save(untilMs: number): void };

/** `exchange-pause-VENUE` in the data folder: one number, wall clock ms. A file that holds no number is no pause. */
export function createPauseFile(dataDir: string, venue: string, log: Log): PauseFile {
  const path = join(dataDir, `exchange-pause-${venue}`);
  // One after the other: the last one asked for must be the one that stays.
  let writing: Promise<unknown> = Promise.resolve();
  return {
    load() {
      try {
        const untilMs = Number(readFileSync(path, 'utf8'));
        return Number.isFinite(untilMs) && untilMs > 0 ? untilMs : null;
      } catch {
        // There is none: nobody ever asked for silence.
        return null;
      }
    },
    save(untilMs) {
      writing = writing.then(async () => {
        const written = await writeWholeFile(path, String(untilMs));
        if (!written.ok) log.warn('a pause was not kept', { venue, reason: written.error.message });
      });
    },
  };
}
