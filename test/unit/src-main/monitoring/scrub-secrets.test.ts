import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../../src-main/monitoring/open-log.ts';
import { scrubSecrets } from '../../../../src-main/monitoring/scrub-secrets.ts';

const SECRET = 'kZ9-planted/secret+0123==';
const PEM = `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n-----END EC PRIVATE KEY-----\n`;

/** Every way a secret was ever seen to come into a line. */
const PLANTED: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['a field of its own', 'm', { apiSecret: SECRET }],
  ['a field deep below', 'm', { a: { b: { c: { d: { e: { secretKey: SECRET } } } } } }],
  ['a field in a list', 'm', { keys: [{ passphrase: SECRET }] }],
  ['an address', `GET https://x.example/order?symbol=A&signature=${SECRET}&timestamp=1`, {}],
  ['a header of Binance', `X-MBX-APIKEY: ${SECRET}`, {}],
  ['a header of Kraken', 'm', { headers: `API-Key: ${SECRET}\nAPI-Sign: ${SECRET}` }],
  ['a bearer', `authorization: Bearer ${SECRET}`, {}],
  ['JSON inside a text', 'm', { body: JSON.stringify({ api_key: SECRET, n: 1 }) }],
  ['JSON inside JSON inside a text', 'm', { body: JSON.stringify({ body: JSON.stringify({ token: SECRET }) }) }],
  ['an error', 'it failed', { error: String(new Error(`password=${SECRET} was refused`)) }],
  ['a key file', 'm', { file: PEM }],
];

describe('a secret', () => {
  it.each(PLANTED)('in %s reaches neither the file nor who reads the log', (_where, message, fields) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-scrub-'));
    const echoed: string[] = [];
    const log = openLog({ dataDir, echo: (line) => echoed.push(line) });
    log.warn(message, { ...fields, kept: 'this stays' });
    const file = readFileSync(join(dataDir, 'logs', 'bellwether.log'), 'utf8');
    const { entries } = log.book.older(null);
    void log.dispose();
    rmSync(dataDir, { recursive: true });
    for (const text of [file, JSON.stringify(entries), echoed.join('\n')]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('kZ9');
    }
    expect(entries).toHaveLength(1);
    expect(entries[0]?.detail).toContain('"kept":"this stays"');
  });

  it('that an earlier version wrote down does not reach who reads the log', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-scrub-'));
    mkdirSync(join(dataDir, 'logs'));
    writeFileSync(join(dataDir, 'logs', 'bellwether.log'), `{"level":30,"msg":"m","apiSecret":"${SECRET}"}\n`);
    const log = openLog({ dataDir, echo: undefined });
    const { entries } = log.book.older(null);
    void log.dispose();
    rmSync(dataDir, { recursive: true });
    expect(entries).toMatchObject([{ message: 'm', detail: '{"apiSecret":"[secret]"}' }]);
  });

  it('is not seen where there is none', () => {
    const line = JSON.stringify({
      level: 30,
      msg: 'kraken: no token for the user stream',
      reason: 'it said: no',
      n: 5,
    });
    expect(scrubSecrets(line)).toBe(line);
  });
});
