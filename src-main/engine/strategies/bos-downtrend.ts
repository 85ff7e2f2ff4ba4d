import { defineStructureBreak } from './structure-break.ts';

/** Goes with a downtrend: short after a bearish break of structure, at a gap or order block on the way back. */
export const bosDowntrend = defineStructureBreak({
  id: 'bos-downtrend',
  title: 'Break of structure, downtrend',
  description: 'Sells short where the price comes back to after a downtrend has broken its last low.',
  kind: 'bos',
  side: 'short',
  pattern:
    'A break of structure downwards: a swing high, a swing low and a lower swing high, then a break of that low.',
});
