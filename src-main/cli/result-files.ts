import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { writeWholeFile } from '../storage/whole-file.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';

/** A file to be written, and the option that asked for it. */
export type ResultFile = { readonly option: string; readonly path: string };

const problem = (option: string, path: string, what: string): Outcome<never> =>
  fail('badArgument', `--${option} is "${path}", ${what}`);

/** Options that name files to be read. */
const INPUTS = ['file', 'config', 'universe', 'strategy-file', 'fine-file', 'mark-file', 'funding-file'];

/**
 * The files that the given options ask for, relative to where the command was typed, checked before any work is done: the
 * folder must exist, nothing but a file may be in the way, and neither an input nor another result is written over.
 */
export async function readResultFiles(
  options: CommandOptions,
  place: CliPlace,
  names: readonly string[],
): Promise<Outcome<readonly ResultFile[]>> {
  const files: ResultFile[] = [];
  const taken = new Map<string, string>();
  for (const option of INPUTS) {
    for (const typed of options.all(option)) taken.set(await realPath(resolve(place.folder, typed)), option);
  }
  for (const option of names) {
    const typed = options.optional(option);
    if (typed === undefined) continue;
    const path = resolve(place.folder, typed);
    const wrong = await whatIsWrong(path, typed);
    if (wrong !== null) return problem(option, typed, wrong);
    const real = await realPath(path);
    const other = taken.get(real);
    if (other !== undefined) return problem(option, typed, `expected another file than --${other}`);
    taken.set(real, option);
    files.push({ option, path });
  }
  return succeed(files);
}

async function whatIsWrong(path: string, typed: string): Promise<string | null> {
  if (typed === '') return 'expected the name of a file';
  const folder = await stat(dirname(path)).catch(() => null);
  if (folder?.isDirectory() !== true) return `expected a file in a folder that exists; ${dirname(path)} does not`;
  const present = await stat(path).catch(() => null);
  return present === null || present.isFile() ? null : 'expected a file, which this is not';
}

/** Where a path really leads; of a file that is not there yet, where its folder leads. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path)),
  );
}

/** Writes one of them, whole or not at all. */
export async function writeResultFile({ option, path }: ResultFile, text: string): Promise<Outcome<void>> {
  const written = await writeWholeFile(path, text);
  return written.ok ? written : fail('badArgument', `--${option}: ${written.error.message}`);
}
