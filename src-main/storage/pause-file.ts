import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../engine/ports/log.ts';
import { writeWholeFile } from './whole-file.ts';

/** Until when an exchange asked for silence, kept over a restart, and how long that was then. */
export type PauseFile = { load(): KeptPause | null; save(pause: KeptPause): void };
type KeptPause = { readonly untilMs: number; readonly lengthMs: number };

/** `exchange-pause-VENUE` in the data folder: wall clock ms and length in ms. A file that holds no two numbers is no pause. */
export function createPauseFile(dataDir: string, venue: string, log: Log): PauseFile {
  const path = join(dataDir, `exchange-pause-${venue}`);
  // One after the other: the last one asked for must be the one that stays.
  let writing: Promise<unknown> = Promise.resolve();
  return {
    load() {
      try {
        const [untilMs = Number.NaN, lengthMs = Number.NaN] = readFileSync(path, 'utf8').split(' ').map(Number);
        return untilMs > 0 && lengthMs > 0 && Number.isFinite(untilMs + lengthMs) ? { untilMs, lengthMs } : null;
      } catch {
        // There is none: nobody ever asked for silence.
        return null;
      }
    },
    save({ untilMs, lengthMs }) {
      writing = writing.then(async () => {
        const written = await writeWholeFile(path, `${untilMs} ${lengthMs}`);
        if (!written.ok) log.warn('a pause was not kept', { venue, reason: written.error.message });
      });
    },
  };
}
