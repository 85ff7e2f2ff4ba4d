import { expect, it } from 'vitest';
import { simulate } from '../simulation/child.ts';
import type { Hunted } from '../simulation/planted/hunt.ts';
import type { DrillsReport } from '../simulation/run-drills.ts';
import type { SeedsReport } from '../simulation/run-seeds.ts';

it('the simulation finds all but one at most of the bugs planted into it, each within 500 seeds', async () => {
  const hunted = JSON.parse((await simulate('--planted', '--json')).stdout) as Hunted[];
  expect(hunted.length).toBeGreaterThanOrEqual(12);
  expect(hunted.filter(({ found }) => found === null).length).toBeLessThanOrEqual(1);
});

it('no invariant is violated in 40,000 seeds that the tests do not use', async () => {
  const { stdout, stderr } = await simulate('--json', '--from', '100000', '--seeds', '40000');
  expect(stderr).toBe('');
  expect((JSON.parse(stdout) as SeedsReport).violations).toBe(0);
});

it.each([12, 13, 15, 18, 24, 31])('seed %i survives a crash at every moment there is', async (seed) => {
  const { stdout } = await simulate('--drills', '--seed', String(seed), '--json');
  expect((JSON.parse(stdout) as DrillsReport).violations).toEqual([]);
});
