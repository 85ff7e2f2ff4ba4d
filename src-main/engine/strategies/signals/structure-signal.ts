import { z } from 'zod';
import type { ValueReader } from '../../indicators/value-reader.ts';
import { marketStructure } from '../../structure/market-structure.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';

/**
 * The latest break of market structure: heard at the bar that made it known in full and a `bars`-th less with every bar
 * after, s = 1 − bars since ÷ bars, 0 from then on; score = s after a break upwards, −s after one downwards.
 */
export const structureSignal = defineSignal({
  name: 'structure',
  title: 'Structure',
  description: 'Goes with the latest break of structure or change of character: +1 upwards, −1 downwards, fading to 0',
  defaultWeight: 0.3,
  defaultEnabled: false,
  params: z.strictObject({
    breaks: z.enum(['both', 'bos', 'choch']).default('both').meta({
      title: 'Breaks',
      description: 'bos: breaks that go on with the trend; choch: changes of character, which turn it',
    }),
    swingLength: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .meta({ title: 'Swing length', description: 'Bars before and after a swing that must not go beyond it' }),
    bars: z.number().int().min(1).max(1000).default(20).meta({ title: 'Heard for', description: 'Bars, fading' }),
  }),
  indicators: ({ swingLength }) => ({ structure: request(marketStructure, { swingLength }) }),
  create({ breaks, bars }, inputs) {
    const of = (side: string) => [
      ...(breaks === 'choch' ? [] : [inputs('structure', `${side}Bos`)]),
      ...(breaks === 'bos' ? [] : [inputs('structure', `${side}Choch`)]),
    ];
    const up = of('bullish');
    const down = of('bearish');
    const score = (): number => {
      for (let ago = 0; ago < bars; ago++) {
        if (isBroken(up, ago)) return 1 - ago / bars;
        if (isBroken(down, ago)) return ago / bars - 1;
      }
      return 0;
    };
    return { value: score, score };
  },
});

/** A level stands where one was broken, nothing (NaN) everywhere else. */
function isBroken(levels: readonly ValueReader[], ago: number): boolean {
  return levels.some((level) => !Number.isNaN(level.at(ago)));
}
