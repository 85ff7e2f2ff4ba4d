import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireOwnFolder } from '../../../scripts/runtime/dependencies.mjs';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bellwether-modules-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('packages are installed', () => {
  it('into a folder of this checkout, or where there is none yet', () => {
    mkdirSync(join(home, 'own'));
    requireOwnFolder(join(home, 'own'));
    requireOwnFolder(join(home, 'none yet'));
  });

  it('never through a link: npm ci would empty the folder of another checkout', () => {
    const shared = join(home, 'shared');
    mkdirSync(shared);
    writeFileSync(join(shared, 'package'), 'of another checkout');
    symlinkSync(shared, join(home, 'link'), 'junction');
    expect(() => requireOwnFolder(join(home, 'link'))).toThrow(/is a link to .*shared.*package-lock\.json/);
    expect(readdirSync(shared)).toEqual(['package']);
    symlinkSync(join(home, 'gone'), join(home, 'broken'), 'junction');
    expect(() => requireOwnFolder(join(home, 'broken'))).toThrow(/is a link to nothing/);
  });
});
