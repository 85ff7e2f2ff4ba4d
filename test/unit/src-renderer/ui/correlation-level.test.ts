import { expect, it } from 'vitest';
import { correlationLevel } from '../../../../src-renderer/ui/correlation-level.ts';

it('grows with how much two move together or against each other, and says nothing of what is unknown or near nothing', () => {
  expect([null, 0, 0.04, -0.04].map(correlationLevel)).toEqual([0, 0, 0, 0]);
  expect([0.05, 0.2, 0.21, 0.8, 0.81, 1].map(correlationLevel)).toEqual([1, 1, 2, 4, 5, 5]);
  expect([-0.05, -0.5, -1].map(correlationLevel)).toEqual([-1, -3, -5]);
});
