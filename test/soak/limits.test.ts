import { describe, expect, it } from 'vitest';
import { raceLimits } from '../fakes/limit-race/limit-race.ts';

const SEEDS = 50;
const INTENTS = 20_000;

describe('a million racing intents', () => {
  it('none of them leaves beyond a limit, open orders counted, over restarts', () => {
    let intents = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const result = raceLimits(`soak-${seed}`, INTENTS);
      expect(result.violations).toEqual([]);
      intents += result.intents;
    }
    expect(intents).toBeGreaterThanOrEqual(1_000_000);
  });
});
