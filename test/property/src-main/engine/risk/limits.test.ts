import { describe, expect, it } from 'vitest';
import type { LimitName } from '../../../../../src-main/model/governor-limits.ts';
import { raceLimits } from '../../../../fakes/limit-race/limit-race.ts';

/** A sample of the million that test/soak races. */
const SEEDS = 6;
const INTENTS = 2500;

describe('racing intents, open orders counted (SPEC 16.2, 16.3, 16.4, 16.8, 16.11, 21.1)', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => `sample-${seed}`))('%s: nothing leaves beyond a limit', (seed) => {
    const result = raceLimits(seed, INTENTS);
    expect(result.violations).toEqual([]);
    expect(result.sent).toBeGreaterThan(20);
    expect(result.byHand).toBeGreaterThan(0);
    expect(raceLimits(seed, INTENTS)).toEqual(result);
  });

  const CHECKED: readonly LimitName[] = [
    'grossExposure',
    'netExposure',
    'assetExposure',
    'quoteExposure',
    'positions',
    'ordersPerMinute',
    'orderValue',
    'priceCollar',
    'totalDrawdown',
  ];

  /** These would stop a falling account before the one that is looked for. */
  const UNCHECKED = { dayDrawdown: null, weekDrawdown: null, dayLoss: null };

  it.each(CHECKED)('an engine that is not told of %s is found out', (name) => {
    const seeds = Array.from({ length: 20 }, (_, seed) => `untold-${seed}`);
    const found = seeds.some((seed) => {
      const { violations } = raceLimits(seed, INTENTS, (limits) => ({ ...limits, ...UNCHECKED, [name]: null }));
      return violations.some((violation) => violation.includes(`${name}:`));
    });
    expect(found).toBe(true);
  });
});
