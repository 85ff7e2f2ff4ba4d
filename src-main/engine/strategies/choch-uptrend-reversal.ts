import { defineStructureBreak } from './structure-break.ts';

/** Turns against an uptrend that has ended: short after a bearish change of character, at a gap or order block on the way back. */
export const chochUptrendReversal = defineStructureBreak({
  id: 'choch-uptrend-reversal',
  title: 'Change of character, uptrend reversal',
  description: 'Sells short where the price comes back to after an uptrend has broken its last low.',
  kind: 'choch',
  side: 'short',
  pattern:
    'A change of character downwards: a swing high, a swing low and a higher swing high, then a break of that low, which ends the uptrend.',
});
