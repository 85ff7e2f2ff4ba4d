import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOpenWorkspaces, writeOpenWorkspaces } from '../../../../src-main/shell/open-workspaces-file.ts';
import { silentLog } from '../ipc/fake-door.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-open-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('the workspaces with windows of their own come back', () => {
  expect(readOpenWorkspaces(dataDir)).toEqual([]);
  writeOpenWorkspaces(dataDir, ['bots', 'second-screen'], silentLog);
  expect(readOpenWorkspaces(dataDir)).toEqual(['bots', 'second-screen']);
});

it('a file somebody edited opens no more than workspaces, each once', () => {
  const kept = ['bots', 'bots', '../evil', '?x=1', 7, null, ...Array.from({ length: 30 }, (_, index) => `w${index}`)];
  writeFileSync(join(dataDir, 'open-workspaces.json'), JSON.stringify(kept));
  const ids = readOpenWorkspaces(dataDir);
  expect(ids).toHaveLength(12);
  expect(ids.slice(0, 2)).toEqual(['bots', 'w0']);
  writeFileSync(join(dataDir, 'open-workspaces.json'), '{"not":"a list"}');
  expect(readOpenWorkspaces(dataDir)).toEqual([]);
});
