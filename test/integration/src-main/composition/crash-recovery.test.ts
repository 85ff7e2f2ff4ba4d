import { describe, it } from 'vitest';
import { expectSameAccountAfterKills } from './killed-sessions.ts';

/** A sample of test/soak/crash-recovery.test.ts. */
describe('a paper session killed at any moment', () => {
  it('restarts with the same cash and positions to the last digit, its bots interrupted', async () => {
    await expectSameAccountAfterKills('sample', 2);
  });
});
