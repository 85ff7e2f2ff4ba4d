import { expect, it } from 'vitest';
import { alertOf, priceOnGrid } from '../../../../../src-renderer/features/alerts/alert-draft.ts';
import { newAlert, withAlert } from '../../../../../src-renderer/features/alerts/alert-store.ts';

const draft = { ...newAlert('demo:BTC-USDT', 1), isNew: true };

it('takes a price as it is typed and refuses what is none', () => {
  expect(alertOf({ ...draft, price: ' 64000.5 ', note: ' top ' })).toMatchObject({ price: 64_000.5, note: 'top' });
  expect(alertOf({ ...draft, price: '64,000.5' })).toMatchObject({ price: 64_000.5 });
  for (const price of ['', '0', '-1', 'abc', '1.2.3', '64.000,5']) {
    expect(alertOf({ ...draft, price })).toBeUndefined();
  }
});

it('puts a price that a hand points at on the grid of its instrument', () => {
  expect(priceOnGrid(64_000.04, '0.1')).toBe(64_000);
  expect(priceOnGrid(0.3 + 1e-12, '0.1')).toBe(0.3);
  expect(priceOnGrid(64_123.456_789, '0.000000000001')).toBe(64_123.5);
});

it('shows a changed alert in its place, armed again, with what fired before', () => {
  const fired = { timeMs: 1, direction: 'up', price: 2, isLate: false } as const;
  const first = { ...newAlert('demo:BTC-USDT', 5), setMs: 1, isArmed: false, firings: [fired] };
  const other = { ...newAlert('demo:ETH-USDT', 7), setMs: 1, isArmed: true, firings: [] };
  const next = withAlert([first, other], { ...first, price: 6 });
  expect(next).toMatchObject([{ price: 6, isArmed: true, firings: [fired] }, { price: 7 }]);
});
