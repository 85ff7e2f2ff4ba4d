import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkspaceBook } from '../../../../src-main/composition/workspace-book.ts';
import { MOST_WORKSPACES } from '../../../../src-preload/contract/workspace-limits.ts';
import type { WorkspaceView } from '../../../../src-preload/contract/workspace-views.ts';

const mine: WorkspaceView = { id: 'mine', name: 'Mine', preset: 'empty', layout: '{"panels":[]}' };

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-workspaces-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the workspaces', () => {
  it('are those of a new person until something is laid out, and nothing is written for that', () => {
    const book = new WorkspaceBook(dataDir);
    expect(book.list().map(({ id }) => id)).toEqual(['trading', 'bots', 'research']);
    expect(book.problem).toBeNull();
  });

  it('survive a restart, changed in place and added at the end', () => {
    const book = new WorkspaceBook(dataDir);
    expect(book.save(mine).ok).toBe(true);
    expect(book.save({ id: 'bots', name: 'My bots', preset: 'bots', layout: null }).ok).toBe(true);
    const again = new WorkspaceBook(dataDir).list();
    expect(again.map(({ id, name }) => [id, name])).toEqual([
      ['trading', null],
      ['bots', 'My bots'],
      ['research', null],
      ['mine', 'Mine'],
    ]);
    expect(again.at(-1)).toEqual(mine);
  });

  it('the last one stays', () => {
    const book = new WorkspaceBook(dataDir);
    expect(book.remove('trading').ok && book.remove('bots').ok).toBe(true);
    expect(book.remove('research')).toMatchObject({ ok: false, error: { code: 'badArgument' } });
    expect(book.list()).toHaveLength(1);
  });

  it('are no more than a person keeps apart', () => {
    const book = new WorkspaceBook(dataDir);
    for (let index = 3; index < MOST_WORKSPACES; index++) expect(book.save({ ...mine, id: `w${index}` }).ok).toBe(true);
    expect(book.save({ ...mine, id: 'one-more' })).toMatchObject({ ok: false, error: { code: 'badArgument' } });
    expect(book.save({ ...mine, id: 'w3', name: 'Renamed' }).ok).toBe(true);
  });

  it('a file that cannot be used is moved aside, whole, and said so', () => {
    const path = join(dataDir, 'workspaces.json');
    writeFileSync(path, '[{"id":"../evil","name":"x","preset":"empty","layout":null}]');
    const book = new WorkspaceBook(dataDir);
    expect(book.problem).toContain('workspaces.json.damaged');
    expect(book.list()).toHaveLength(3);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toContain('../evil');
  });

  it('what could not be written is not shown as kept', () => {
    mkdirSync(join(dataDir, 'workspaces.json.tmp'));
    const book = new WorkspaceBook(dataDir);
    expect(book.save(mine)).toMatchObject({ ok: false, error: { code: 'fileUnwritable' } });
    expect(book.list()).toHaveLength(3);
  });
});
