import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../../src-main/monitoring/open-log.ts';
import { RotatingFile } from '../../../../src-main/monitoring/rotating-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('openLog', () => {
  it('writes a line an entry, secrets left out at every depth', () => {
    const echoed: string[] = [];
    const log = openLog({ dataDir: folder, echo: (line) => echoed.push(line) });
    log.info('hello', { apiKey: 'canary', nested: { password: 'canary', deeper: { token: 'canary', kept: 1 } } });
    log.warn('careful', { venue: { secret: 'canary' } });
    void log.dispose();
    const text = readFileSync(join(folder, 'logs', 'bellwether.log'), 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(text).not.toContain('canary');
    expect(lines).toMatchObject([{ msg: 'hello', nested: { deeper: { kept: 1 } } }, { msg: 'careful' }]);
    expect(echoed).toEqual(['warn: careful']);
    expect(statSync(join(folder, 'logs')).mode & 0o077).toBe(0);
  });
});

describe('RotatingFile', () => {
  it('moves a full file aside and keeps only so many', () => {
    const path = join(folder, 'a.log');
    const file = new RotatingFile({ path, maxBytes: 10, keptFiles: 2 });
    for (let number = 0; number < 8; number++) file.write(`line ${number} long\n`);
    file.close();
    expect(readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
    expect(readFileSync(path, 'utf8')).toBe('line 7 long\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('line 6 long\n');
  });

  it('goes on in the file it finds', () => {
    const path = join(folder, 'a.log');
    for (const text of ['one\n', 'two\n']) {
      const file = new RotatingFile({ path, maxBytes: 100, keptFiles: 2 });
      file.write(text);
      file.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });
});
