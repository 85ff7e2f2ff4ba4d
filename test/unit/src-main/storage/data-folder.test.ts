import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { chooseDataDir, defaultDataDir, openDataFolder } from '../../../../src-main/storage/data-folder.ts';

describe('the data folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'bellwether-folder-'));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('is made, parents too, for its owner alone', () => {
    const path = join(parent, 'a', 'b');
    expect(unwrap(openDataFolder(path)).journal).toBe(join(path, 'journal.db'));
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('that others may look into is closed to them', () => {
    if (process.platform !== 'win32') chmodSync(parent, 0o755);
    unwrap(openDataFolder(parent));
    if (process.platform !== 'win32') expect(statSync(parent).mode & 0o777).toBe(0o700);
  });

  it('is refused when a file is in its place', () => {
    const path = join(parent, 'file');
    writeFileSync(path, '');
    for (const place of [path, join(path, 'below')]) {
      expect(openDataFolder(place)).toMatchObject({ ok: false, error: { code: 'dataFolderUnwritable' } });
    }
  });
});

describe('where the data folder is', () => {
  it('is what Electron calls userData', () => {
    expect(defaultDataDir({}, 'linux', '/home/ada')).toBe('/home/ada/.config/Bellwether');
    expect(defaultDataDir({ XDG_CONFIG_HOME: '/x' }, 'linux', '/home/ada')).toBe('/x/Bellwether');
    expect(defaultDataDir({ XDG_CONFIG_HOME: '/x' }, 'darwin', '/Users/ada')).toBe(
      '/Users/ada/Library/Application Support/Bellwether',
    );
    expect(defaultDataDir({ APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, 'win32', 'C:\\Users\\ada')).toBe(
      'C:\\Users\\ada\\AppData\\Roaming\\Bellwether',
    );
    expect(defaultDataDir({}, 'win32', 'C:\\Users\\ada')).toBe('C:\\Users\\ada\\AppData\\Roaming\\Bellwether');
  });

  it('is the argument before the variable before the default, relative to where it was typed', () => {
    const choice = { platform: 'linux', homeDir: '/home/ada', workingDir: '/srv' } as const;
    const env = { BELLWETHER_DATA_DIR: 'from-env' };
    expect(chooseDataDir({ ...choice, env, argument: '../typed' })).toBe('/typed');
    expect(chooseDataDir({ ...choice, env, argument: '/absolute' })).toBe('/absolute');
    expect(chooseDataDir({ ...choice, env })).toBe('/srv/from-env');
    expect(chooseDataDir({ ...choice, env: { BELLWETHER_DATA_DIR: '' } })).toBe('/home/ada/.config/Bellwether');
  });
});
