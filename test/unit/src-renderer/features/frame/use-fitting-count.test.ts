import { expect, it } from 'vitest';
import { countThatFits } from '../../../../../src-renderer/features/frame/use-fitting-count.ts';

it('all stand in the row while there is room for all, without a menu', () => {
  expect(countThatFits([50, 50, 50], 150, 40)).toBe(3);
  expect(countThatFits([], 0, 40)).toBe(0);
});

it('else as many as leave room for the menu', () => {
  expect(countThatFits([50, 50, 50], 149, 40)).toBe(2);
  expect(countThatFits([50, 50, 50], 139, 40)).toBe(1);
  expect(countThatFits([50, 50, 50], 60, 40)).toBe(0);
});
