import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import type { Outcome } from '../base/outcome.ts';
import { FailureError, fail, succeed } from '../base/outcome.ts';

const PIECE_BYTES = 256 * 1024;

/** A file that was looked at: how long it is and how its bytes become text. */
export type CsvSource = {
  readonly path: string;
  readonly bytes: number;
  readonly gzip: boolean;
};

/** A piece of text and how many bytes of the file (packed or not) have been read for it and all before. */
export type TextPiece = { readonly text: string; readonly bytesRead: number };

/** Failures: `fileNotFound`; `fileUnreadable` for folders, missing rights and archives that are not gzip. */
export async function openCsvSource(path: string): Promise<Outcome<CsvSource>> {
  try {
    const file = await open(path, 'r');
    try {
      const info = await file.stat();
      if (!info.isFile())
        return fail('fileUnreadable', `file is "${path}", expected a file and not a folder or device`);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      const magic = buffer.subarray(0, bytesRead);
      if (startsWith(magic, [0x50, 0x4b, 3, 4])) return unreadable(path, 'it is a zip archive: unpack it first');
      return succeed({ path, bytes: info.size, gzip: startsWith(magic, [0x1f, 0x8b]) });
    } finally {
      await file.close();
    }
  } catch (error) {
    return fileFailure(path, error);
  }
}

/** The file's text, unpacked, without byte order mark. Throws FailureError (`fileUnreadable`) when reading stops short. */
export async function* readText(source: CsvSource): AsyncGenerator<TextPiece> {
  const file = createReadStream(source.path, { highWaterMark: PIECE_BYTES });
  const bytes: Readable = source.gzip ? gunzipped(file) : file;
  let decoder: StringDecoder | null = null;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const isFirst = decoder === null;
      decoder ??= decoderFor(source.path, chunk);
      const text = decoder.write(chunk);
      yield { text: isFirst ? withoutMark(text) : text, bytesRead: file.bytesRead };
    }
    const rest = decoder?.end() ?? '';
    if (rest !== '') yield { text: rest, bytesRead: source.bytes };
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const outcome = fileFailure(source.path, error);
    if (!outcome.ok) throw new FailureError(outcome.error);
  } finally {
    bytes.destroy();
    file.destroy();
  }
}

function gunzipped(file: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  // The reader of `gunzip` sees every error; the callback only keeps pipeline from throwing it a second time.
  pipeline(file, gunzip, (error) => {
    if (error) gunzip.destroy(error);
  });
  return gunzip;
}

function decoderFor(path: string, first: Buffer): StringDecoder {
  if (startsWith(first, [0xff, 0xfe])) return new StringDecoder('utf16le');
  if (startsWith(first, [0xfe, 0xff])) {
    throw new FailureError({ code: 'fileUnreadable', message: `file is "${path}": UTF-16 big endian, expected UTF-8` });
  }
  return new StringDecoder('utf8');
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function unreadable(path: string, why: string): Outcome<never> {
  return fail('fileUnreadable', `file is "${path}": ${why}`);
}

function fileFailure(path: string, error: unknown): Outcome<never> {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return fail('fileNotFound', `file is "${path}", expected an existing file`);
  return unreadable(path, error instanceof Error ? error.message : String(error));
}
