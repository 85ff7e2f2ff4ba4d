import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { recordCalls, whyNoStrace } from '../integration/src-main/storage/disk-calls.ts';
import { expectNothingLost } from '../integration/src-main/storage/power-cuts.ts';

const missing = whyNoStrace();

describe.skipIf(missing !== '')(`five hundred power cuts${missing === '' ? '' : ` (skipped: ${missing})`}`, () => {
  it('lose no order that had left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-calls-'));
    const calls = await recordCalls(folder, 120);
    rmSync(folder, { recursive: true });
    const seed = Date.now() | 0;
    expectNothingLost(calls, 500, seed);
    console.log(`500 power cuts of ${calls.length} calls, seed ${seed}: nothing lost`);
  });
});
