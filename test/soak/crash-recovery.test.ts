import { describe, expect, it } from 'vitest';
import { killLiveSessions } from '../integration/src-main/composition/killed-live/killed-sessions.ts';
import { expectSameAccountAfterKills } from '../integration/src-main/composition/killed-sessions.ts';

const READY_MS = 5_000;

describe('paper sessions killed a hundred times', () => {
  it('restart with the same cash and positions to the last digit, their bots interrupted', async () => {
    await expectSameAccountAfterKills('soak', 100);
  });
});

describe('live sessions killed a hundred times', () => {
  it('agree with the exchange’s ledger, and are ready in time with 100,000 rows and 50 open orders', async () => {
    const startMs = performance.now();
    const seen = await killLiveSessions({
      seed: 'soak',
      kills: 100,
      pastRows: 100_000,
      restingFirst: 7,
      isWhole: true,
    });
    const { readyMs, ...counted } = seen;
    const latest = Math.max(...readyMs);
    process.stdout.write(
      `${JSON.stringify({ ...counted, starts: readyMs.length, latestReadyMs: latest, seconds: Math.round((performance.now() - startMs) / 1_000) })}\n`,
    );
    expect(seen.problems).toEqual([]);
    expect(seen.kills).toBe(100);
    expect(seen.rows).toBeGreaterThanOrEqual(100_000);
    expect(seen.mostOpenOrders).toBeGreaterThanOrEqual(50);
    expect(latest).toBeLessThanOrEqual(READY_MS);
  }, 3_600_000);
});
