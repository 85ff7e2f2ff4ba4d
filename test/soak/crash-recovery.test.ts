import { describe, it } from 'vitest';
import { expectSameAccountAfterKills } from '../integration/src-main/composition/killed-sessions.ts';

describe('paper sessions killed a hundred times', () => {
  it('restart with the same cash and positions to the last digit, their bots interrupted', async () => {
    await expectSameAccountAfterKills('soak', 100);
  });
});
