import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/runtime/project.mjs';

export type BuiltCopy = {
  /** To be given to `launchApp` as `appFolder`. */
  readonly folder: string;
  /**
   * Replaces text in the built files of one part, to show that a test notices; fails when nothing matched.
   * @param part a folder of out/: main, preload or renderer
   */
  readonly replace: (part: 'main' | 'preload' | 'renderer', from: string | RegExp, to: string) => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A copy of the built application that a test may break. */
export async function copyBuiltApp(): Promise<BuiltCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-copy-'));
  await cp(join(projectRoot, 'package.json'), join(folder, 'package.json'));
  for (const part of ['main', 'preload', 'renderer']) {
    await cp(join(projectRoot, 'out', part), join(folder, 'out', part), { recursive: true });
  }
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    folder,
    replace: (part, from, to) => replaceIn(join(folder, 'out', part), from, to),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function replaceIn(folder: string, from: string | RegExp, to: string): Promise<void> {
  let replaced = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|cjs|html)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const before = await readFile(path, 'utf8');
    const after = before.replace(from, to);
    if (after === before) continue;
    replaced += 1;
    await writeFile(path, after);
  }
  if (replaced === 0) throw new Error(`nothing in ${folder} matches ${from}; the mutation would prove nothing`);
}
