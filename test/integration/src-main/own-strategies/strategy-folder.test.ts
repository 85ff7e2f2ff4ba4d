import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Disposable } from '../../../../src-main/base/disposable.ts';
import { prepareStrategyFolder } from '../../../../src-main/own-strategies/folder/first-files.ts';
import type { StrategyFile } from '../../../../src-main/own-strategies/folder/read-strategy-files.ts';
import { watchStrategyFolder } from '../../../../src-main/own-strategies/folder/watch-strategy-folder.ts';
import { compiled } from '../../../fakes/own-strategies.ts';

const folders: string[] = [];
const open: Disposable[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-strategies-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const watch of open.splice(0)) await watch.dispose();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Watches, and waits for what is told: `next(2)` resolves with the second list. */
function watching(folder: string, lookEveryMs = 60_000) {
  const told: (readonly StrategyFile[])[] = [];
  let wake = (): void => undefined;
  const failures: unknown[] = [];
  const onFiles = (files: readonly StrategyFile[]): void => {
    told.push(files);
    wake();
    if (files.some(({ source }) => source === 'breaks the listener')) throw new Error('the listener broke');
  };
  const onFailure = (error: unknown): void => void failures.push(error);
  open.push(watchStrategyFolder({ folder, onFiles, onFailure, settleMs: 20, lookEveryMs }));
  const next = async (count: number): Promise<Record<string, string>> => {
    while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return Object.fromEntries((told[count - 1] ?? []).map(({ fileName, source }) => [fileName, source]));
  };
  return { next, told, failures };
}

describe('the folder on the first start', () => {
  test('gets the types, what editors need and an example that compiles', async () => {
    const folder = join(await newFolder(), 'strategies');
    await prepareStrategyFolder(folder);
    expect((await readdir(folder)).sort()).toEqual(['bellwether.d.ts', 'example-cross.ts', 'tsconfig.json']);
    expect(compiled(await readFile(join(folder, 'example-cross.ts'), 'utf8'), 'example-cross.ts').code).not.toBe('');
  });

  test("later the types are the app's, everything else is the person's", async () => {
    const folder = join(await newFolder(), 'strategies');
    await prepareStrategyFolder(folder);
    await rm(join(folder, 'example-cross.ts'));
    await writeFile(join(folder, 'tsconfig.json'), '{ "mine": true }');
    await writeFile(join(folder, 'bellwether.d.ts'), 'old');
    await prepareStrategyFolder(folder);
    expect((await readdir(folder)).sort()).toEqual(['bellwether.d.ts', 'tsconfig.json']);
    expect(await readFile(join(folder, 'tsconfig.json'), 'utf8')).toBe('{ "mine": true }');
    expect(await readFile(join(folder, 'bellwether.d.ts'), 'utf8')).toContain("declare module 'bellwether'");
  });
});

describe('watching', () => {
  test('goes on after a look that went wrong, and says so', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'a.ts'), 'breaks the listener');
    const { next, failures } = watching(folder);
    await next(1);
    await writeFile(join(folder, 'a.ts'), 'two');
    expect(await next(2)).toEqual({ 'a.ts': 'two' });
    expect(failures).toEqual([new Error('the listener broke')]);
  });

  test('tells what is there, then every save, also one by rename, and what is taken away', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'a.ts'), 'one');
    const { next } = watching(folder);
    expect(await next(1)).toEqual({ 'a.ts': 'one' });
    await writeFile(join(folder, 'a.ts'), 'two');
    expect(await next(2)).toEqual({ 'a.ts': 'two' });
    await writeFile(join(folder, '.a.ts.swp.ts'), 'three');
    await rename(join(folder, '.a.ts.swp.ts'), join(folder, 'a.ts'));
    expect(await next(3)).toEqual({ 'a.ts': 'three' });
    await writeFile(join(folder, 'b.js'), 'js');
    expect(await next(4)).toEqual({ 'a.ts': 'three', 'b.js': 'js' });
    await rm(join(folder, 'a.ts'));
    expect(await next(5)).toEqual({ 'b.js': 'js' });
  });

  test("types, folders, editors' copies and other files are no strategies; saving the same again is no change", async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'folder.ts'));
    for (const name of ['bellwether.d.ts', 'tsconfig.json', 'a.ts~', '.hidden.ts', 'notes.md']) {
      await writeFile(join(folder, name), 'x');
    }
    await writeFile(join(folder, 'a.ts'), 'one');
    const { next, told } = watching(folder);
    expect(await next(1)).toEqual({ 'a.ts': 'one' });
    await writeFile(join(folder, 'notes.md'), 'y');
    await writeFile(join(folder, 'a.ts'), 'one');
    await writeFile(join(folder, 'z.ts'), 'last');
    expect(await next(2)).toEqual({ 'a.ts': 'one', 'z.ts': 'last' });
    expect(told).toHaveLength(2);
  });

  test('a folder that comes later is found by looking', async () => {
    const folder = join(await newFolder(), 'later');
    const { next } = watching(folder, 20);
    expect(await next(1)).toEqual({});
    await mkdir(folder);
    await writeFile(join(folder, 'a.ts'), 'one');
    expect(await next(2)).toEqual({ 'a.ts': 'one' });
  });

  test('once disposed of it tells nothing more', async () => {
    const folder = await newFolder();
    const { next, told } = watching(folder, 10);
    await next(1);
    for (const watch of open.splice(0)) await watch.dispose();
    await writeFile(join(folder, 'a.ts'), 'one');
    const other = watching(folder, 10);
    expect(await other.next(1)).toEqual({ 'a.ts': 'one' });
    expect(told).toHaveLength(1);
  });
});
