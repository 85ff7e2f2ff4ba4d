import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EDITOR_FILE, EXAMPLE_FILE, shippedText, TYPES_FILE } from '../shipped-files.ts';

/**
 * Makes the folder ready: the types as this version of the app has them, what editors need, and, in a folder that was not
 * there before, an example. Rejects when the folder cannot be written.
 */
export async function prepareStrategyFolder(folder: string): Promise<void> {
  const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
  await writeWhenDifferent(join(folder, TYPES_FILE), shippedText(TYPES_FILE));
  await writeWhenAbsent(join(folder, EDITOR_FILE), shippedText(EDITOR_FILE));
  if (isNew) await writeWhenAbsent(join(folder, EXAMPLE_FILE), shippedText(EXAMPLE_FILE));
}

/** A save is noticed by whoever watches: nothing is saved that is there already. */
async function writeWhenDifferent(path: string, text: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch(() => null);
  if (present !== text) await writeFile(path, text, 'utf8');
}

async function writeWhenAbsent(path: string, text: string): Promise<void> {
  await writeFile(path, text, { encoding: 'utf8', flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
