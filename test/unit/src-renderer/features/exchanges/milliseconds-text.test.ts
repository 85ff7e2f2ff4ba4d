import { expect, it } from 'vitest';
import { millisecondsText } from '../../../../../src-renderer/features/exchanges/milliseconds-text.ts';

it.each([
  [12.4, false, '12 ms'],
  [999.4, false, '999 ms'],
  [999.6, false, '1.0 s'],
  [1449, false, '1.4 s'],
  [13, true, '+13 ms'],
  [-13, true, '−13 ms'],
  [0, true, '0 ms'],
])('%d (signed: %s) is %s', (milliseconds, signed, shown) => {
  expect(millisecondsText(milliseconds, signed)).toBe(shown);
});
