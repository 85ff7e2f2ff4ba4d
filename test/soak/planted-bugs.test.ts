import { expect, it } from 'vitest';
import { simulate } from '../simulation/child.ts';
import type { Hunted } from '../simulation/planted/hunt.ts';

it('the simulation finds all but one at most of the bugs planted into it, each within 500 seeds', async () => {
  const hunted = JSON.parse((await simulate('--planted', '--json')).stdout) as Hunted[];
  expect(hunted.length).toBeGreaterThanOrEqual(12);
  expect(hunted.filter(({ found }) => found === null).length).toBeLessThanOrEqual(1);
});
