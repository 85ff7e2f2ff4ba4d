import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiskCall } from './disk-calls.ts';
import { recordCalls, sentBeforeSynced, whyNoStrace } from './disk-calls.ts';
import { expectNothingLost } from './power-cuts.ts';

const ORDERS = 40;
/** `npm run soak` cuts 500 times. */
const CUTS = 12;
const missing = whyNoStrace();
const reason = missing === '' ? '' : ` (skipped: ${missing})`;

describe.skipIf(missing !== '')(`what the system was asked for, in order${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-calls-'));
  const planted = mkdtempSync(join(tmpdir(), 'bellwether-calls-'));
  let calls: readonly DiskCall[] = [];
  beforeAll(async () => {
    calls = await recordCalls(folder, ORDERS);
  });
  afterAll(() => {
    for (const each of [folder, planted]) rmSync(each, { recursive: true });
  });

  it('the intent of every order is synced before its request leaves (SPEC 4.1)', () => {
    const sent = calls.filter(({ kind }) => kind === 'send').length;
    const syncs = calls.filter((call) => call.kind === 'sync' && call.file === 'journal.db-wal').length;
    expect(sent).toBe(ORDERS);
    expect(syncs).toBeGreaterThanOrEqual(sent);
    expect(sentBeforeSynced(calls)).toEqual([]);
  });

  it('a journal that is not synced at each commit is caught at it, and loses orders in a power cut', async () => {
    const loose = await recordCalls(planted, ORDERS, 'NORMAL');
    expect(sentBeforeSynced(loose).length).toBeGreaterThan(ORDERS / 2);
    expect(() => expectNothingLost(loose, CUTS, 20_261_121)).toThrow();
  });

  it('no order that left is missing after a power cut, whatever became of writes that were not synced', () => {
    expectNothingLost(calls, CUTS, 20_261_121);
  });
});
