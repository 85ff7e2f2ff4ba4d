import { defineStructureBreak } from './structure-break.ts';

/** Turns against a downtrend that has ended: long after a bullish change of character, at a gap or order block on the way back. */
export const chochDowntrendReversal = defineStructureBreak({
  id: 'choch-downtrend-reversal',
  title: 'Change of character, downtrend reversal',
  description: 'Buys where the price comes back to after a downtrend has broken its last high.',
  kind: 'choch',
  side: 'long',
  pattern:
    'A change of character upwards: a swing low, a swing high and a lower swing low, then a break of that high, which ends the downtrend.',
});
