import { expect, it } from 'vitest';
import { curveLines } from '../../../../../src-renderer/features/limits-replay/curve-lines.ts';

it('draws both curves on one scale, each equity standing until the next exit', () => {
  const curve = [
    { timeMs: 0, with: '100', without: '100' },
    { timeMs: 10, with: '100', without: '80' },
    { timeMs: 40, with: '120', without: '90' },
  ];
  expect(curveLines(curve)).toEqual({
    with: '0.00,50.00 250.00,50.00 250.00,50.00 1000.00,50.00 1000.00,0.00',
    without: '0.00,50.00 250.00,50.00 250.00,100.00 1000.00,100.00 1000.00,75.00',
    highest: 120,
    lowest: 80,
  });
});

it('draws nothing of one exit, and a straight line of equity that never moved', () => {
  const point = { timeMs: 5, with: '100', without: '100' };
  expect(curveLines([point])).toBeNull();
  expect(curveLines([])).toBeNull();
  expect(curveLines([point, { ...point, timeMs: 6 }])?.with).toBe('0.00,0.00 1000.00,0.00 1000.00,0.00');
});
