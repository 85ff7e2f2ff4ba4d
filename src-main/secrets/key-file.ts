import { readFile, stat } from 'node:fs/promises';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { KeyFields } from './sealed-keys.ts';

const MOST_BYTES = 65_536;

/**
 * Parts of a key from a file: the JSON that Coinbase hands out ({name, privateKey}), or a text such as a PEM, which is the
 * field that was asked for. Messages never quote the file.
 */
export async function readKeyFile(path: string, field: keyof KeyFields): Promise<Outcome<Partial<KeyFields>>> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return fail('fileUnreadable', `the file has ${size} bytes, expected at most ${MOST_BYTES}`);
    const text = (await readFile(path, 'utf8')).trim();
    return text === '' ? fail('fileUnreadable', 'the file is empty, expected a key') : succeed(partsOf(text, field));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail('fileUnreadable', `the file cannot be read: ${code ?? 'unknown reason'}`);
  }
}

function partsOf(text: string, field: keyof KeyFields): Partial<KeyFields> {
  if (!text.startsWith('{')) return { [field]: text };
  try {
    const { name, privateKey } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof name === 'string' && typeof privateKey === 'string') return { apiKey: name, secret: privateKey };
  } catch {
    // Not JSON after all: then the text itself is the field.
  }
  return { [field]: text };
}
