import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { RawRecord } from '../../resilience/transport.ts';
import type { TapeHeader } from './tape-format.ts';
import { END_LINE, headerOfLine, partPath, recordOfLine } from './tape-format.ts';

/** What is said of a tape on its first line. `fileUnreadable` when the file is no tape, `fileNotFound` when it is not there. */
export async function readTapeHeader(path: string): Promise<Outcome<TapeHeader>> {
  if (!existsSync(path)) return fail('fileNotFound', `${path} does not exist, expected a tape`);
  const lines = linesOf(path);
  const header = headerOfLine((await lines.next()).value ?? '');
  await lines.return(undefined);
  if (header !== undefined) return succeed(header);
  return fail('fileUnreadable', `${path} does not begin as a tape does`);
}

/**
 * The records of a tape, all its parts one after another, up to a tear: then the last thing yielded is null, because the
 * recording was not ended as it should be. Nothing for a file that is no tape.
 */
export async function* readTapeRecords(path: string): AsyncGenerator<RawRecord | null> {
  const first = await readTapeHeader(path);
  if (!first.ok) return;
  for (let part = 1; part === 1 || existsSync(partPath(path, part)); part++) {
    const lines = linesOf(partPath(path, part));
    const header = headerOfLine((await lines.next()).value ?? '');
    // Another recording may lie under the name of a part.
    if (header?.startedMs !== first.value.startedMs) return;
    let line = (await lines.next()).value;
    for (; line !== undefined && line !== END_LINE; line = (await lines.next()).value) {
      const record = recordOfLine(line);
      if (record === undefined) break;
      yield record;
    }
    await lines.return(undefined);
    if (line === END_LINE) continue;
    yield null;
    return;
  }
}

/** Whole lines, as far as the file can be decompressed. */
async function* linesOf(path: string): AsyncGenerator<string, undefined, undefined> {
  // With this flush the end of a torn file is an end: everything before it is handed out.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // Trouble is thrown by the loop below.
  pipeline(createReadStream(path), gunzip, () => undefined);
  gunzip.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    // A damaged file ends where it is damaged.
  } finally {
    gunzip.destroy();
  }
  return undefined;
}
