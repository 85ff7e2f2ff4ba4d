import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeyFile } from '../../../../src-main/secrets/key-file.ts';
import { temporaryFolders } from '../../../integration/src-main/storage/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const PEM = '-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----';

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'key');
  writeFileSync(path, text);
  return path;
}

describe('a key file', () => {
  it('as Coinbase hands it out holds both parts', async () => {
    const path = fileWith(JSON.stringify({ name: 'organizations/o/apiKeys/k', privateKey: PEM }));
    expect(await readKeyFile(path, 'secret')).toEqual({
      ok: true,
      value: { apiKey: 'organizations/o/apiKeys/k', secret: PEM },
    });
  });

  it('of any other kind is the part that was asked for', async () => {
    expect(await readKeyFile(fileWith(`${PEM}\n`), 'secret')).toEqual({ ok: true, value: { secret: PEM } });
    expect(await readKeyFile(fileWith('{not json'), 'apiKey')).toEqual({ ok: true, value: { apiKey: '{not json' } });
  });

  it.each([
    ['empty', () => fileWith(' \n')],
    ['too large', () => fileWith('x'.repeat(70_000))],
    ['missing', () => '/nowhere/at/all'],
  ])('%s is refused without a quote', async (_how, path) => {
    const read = await readKeyFile(path(), 'secret');
    expect(read).toMatchObject({ ok: false, error: { code: 'fileUnreadable' } });
    expect(JSON.stringify(read)).not.toContain('xxx');
  });
});
