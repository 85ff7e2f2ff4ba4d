import { describe, expect, it } from 'vitest';
import { killLiveSessions } from './killed-live/killed-sessions.ts';

describe('live sessions killed at random moments (SPEC 9.3)', () => {
  it('lose no order and no fill, send none twice, and agree with the exchange’s ledger to the last digit', async () => {
    const { problems, kills, orders, fills } = await killLiveSessions({
      seed: 'sample',
      kills: 5,
      pastRows: 0,
      isWhole: false,
      restingFirst: 0,
    });
    expect(problems).toEqual([]);
    expect(kills).toBe(5);
    expect(orders).toBeGreaterThan(5);
    expect(fills).toBeGreaterThan(0);
  }, 120_000);
});
