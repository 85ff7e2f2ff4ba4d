import { defineStructureBreak } from './structure-break.ts';

/** Goes with an uptrend: long after a bullish break of structure, at a gap or order block on the way back. */
export const bosUptrend = defineStructureBreak({
  id: 'bos-uptrend',
  title: 'Break of structure, uptrend',
  description: 'Buys where the price comes back to after an uptrend has broken its last high.',
  kind: 'bos',
  side: 'long',
  pattern: 'A break of structure upwards: a swing low, a swing high and a higher swing low, then a break of that high.',
});
