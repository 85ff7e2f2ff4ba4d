import { z } from 'zod';
import type { Intent } from '../../src-main/engine/strategies/intent.ts';
import { ENTER_LONG, ENTER_SHORT, EXIT, HOLD } from '../../src-main/engine/strategies/intent.ts';
import { defineStrategy } from '../../src-main/engine/strategies/strategy.ts';

const STEPS: Readonly<Record<string, Intent>> = { long: ENTER_LONG, short: ENTER_SHORT, exit: EXIT, hold: HOLD };

/** A word of the script: `long`, `short`, `exit`, `hold`, `long@95.5` (a limit), or `throw`. */
function intentOf(word: string): Intent {
  const [side = '', limit] = word.split('@');
  if (limit !== undefined) return { kind: 'enter', side: side as 'long' | 'short', limitPrice: Number(limit) };
  const step = STEPS[side];
  if (step === undefined) throw new Error(`the script says ${word}`);
  return step;
}

/** Does what its script says, a word a bar, and holds when it has ended. */
export const scripted = defineStrategy<{ script: string; failOn: 'bar' | 'create' | 'explain' }>({
  id: 'scripted',
  title: 'Scripted',
  description: 'For tests',
  params: z.strictObject({
    script: z.string().default(''),
    failOn: z.enum(['bar', 'create', 'explain']).default('bar'),
  }),
  indicators: () => ({}),
  warmUp: () => 0,
  create({ script, failOn }) {
    if (failOn === 'create') throw new Error('the script cannot begin');
    const words = script.split(' ').filter((word) => word !== '');
    let next = 0;
    const run = { decide: (): Intent => intentOf(words[next++] ?? 'hold') };
    return failOn === 'explain'
      ? {
          ...run,
          explain(): never {
            throw new Error('the script cannot be explained');
          },
        }
      : run;
  },
});
