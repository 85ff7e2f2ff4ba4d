import type { Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TimestampMs } from '../../model/time.ts';

/** A strategy's file as it stands on disk. */
export type StrategyFile = { readonly fileName: string; readonly source: string; readonly savedMs: TimestampMs };

/** Beginning with a dot are the temporary files of editors. */
const STRATEGY = /^[^.].*\.(ts|js)$/;
/** A little more than the compiler takes: it says what is wrong with a longer one. */
const MOST_BYTES = 1_100_000;

function isStrategyFile(fileName: string): boolean {
  return STRATEGY.test(fileName) && !fileName.endsWith('.d.ts');
}

/** What tells one state of the folder from another without reading the files: names, sizes, times. */
export async function folderSignature(folder: string): Promise<string> {
  const parts = (await strategyNames(folder)).map(async (fileName) => {
    const { size = 0, mtimeMs = 0 } = await stat(join(folder, fileName)).catch(() => ({}) as Partial<Stats>);
    return `${fileName}:${size}:${mtimeMs}`;
  });
  return (await Promise.all(parts)).join('/');
}

async function strategyNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isStrategyFile).sort();
}

/** All strategies of the folder by name; [] when there is no folder. What cannot be read is left out. */
export async function readStrategyFiles(folder: string): Promise<readonly StrategyFile[]> {
  const names = await strategyNames(folder);
  const files = await Promise.all(names.map((fileName) => readOne(folder, fileName).catch(() => null)));
  return files.filter((file) => file !== null);
}

async function readOne(folder: string, fileName: string): Promise<StrategyFile | null> {
  const file = await open(join(folder, fileName), 'r');
  try {
    const status = await file.stat();
    if (!status.isFile()) return null;
    const buffer = Buffer.alloc(Math.min(status.size, MOST_BYTES));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return { fileName, source: buffer.toString('utf8', 0, bytesRead), savedMs: Math.round(status.mtimeMs) };
  } finally {
    await file.close();
  }
}
