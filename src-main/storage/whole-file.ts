import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

/** All or nothing: written beside its place, synced, then moved there. Whatever stood there before stays until then. */
export async function writeWholeFile(path: string, content: string | Uint8Array): Promise<Outcome<void>> {
  const beside = join(dirname(path), `.bellwether-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeSynced(beside, content);
    await rename(beside, path);
    return succeed(undefined);
  } catch (error) {
    // What could not be written may not have been created either.
    await unlink(beside).catch(() => undefined);
    const said = error instanceof Error ? error.message : String(error);
    return fail('fileUnwritable', `path is "${path}", expected a file that can be written: ${said}`);
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}
