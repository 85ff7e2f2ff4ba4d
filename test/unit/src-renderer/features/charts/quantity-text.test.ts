import { expect, it } from 'vitest';
import { quantityText } from '../../../../../src-renderer/features/charts/quantity-text.ts';

it.each([
  [2.5044, '0.0001', '2.5044'],
  [0.2384, '0.0001', '0.2384'],
  [1238.3, '0.1', '1,238.3'],
  [27, '0.1', '27.0'],
  [5, '1', '5'],
  [0.12345678, '0.00000001', '0.123457'],
  [1_500_000, '1', '1.50M'],
  [23_456_000_000, '1', '23.46B'],
])('%d by steps of %s is %s: points stand under each other', (quantity, step, shown) => {
  expect(quantityText(quantity, step)).toBe(shown);
});
