import { z } from 'zod';
import { candlestickPattern } from '../../indicators/patterns/candlestick-pattern.ts';
import { PATTERN_NAMES, PATTERNS, type PatternName } from '../../indicators/patterns/pattern-catalogue.ts';
import type { ValueReader } from '../../indicators/value-reader.ts';
import { request } from '../strategy.ts';
import { defineSignal } from './signal.ts';

const speakingFor = (direction: 1 | -1) =>
  z.enum(PATTERN_NAMES.filter((name) => PATTERNS[name].direction === direction) as [PatternName, ...PatternName[]]);

/**
 * Candlestick patterns: a found one is heard at its own bar in full and a `bars`-th less with every bar after:
 * s = 1 − bars since ÷ bars, 0 from then on; score = s of the bullish − s of the bearish pattern. +1 a bullish one just now,
 * −1 a bearish one; 0 neither, or both at once.
 */
export const candlestickPatternSignal = defineSignal({
  name: 'candlestick_pattern',
  title: 'Candlestick pattern',
  description: 'A bullish pattern is +1 at its bar, a bearish one −1, each fading to 0 over the bars it is heard for',
  defaultWeight: 0.2,
  defaultEnabled: false,
  params: z.strictObject({
    bullish: speakingFor(1)
      .default('bullish')
      .meta({ title: 'Bullish pattern', description: '"bullish" is any of its kind' }),
    bearish: speakingFor(-1)
      .default('bearish')
      .meta({ title: 'Bearish pattern', description: '"bearish" is any of its kind' }),
    bars: z.number().int().min(1).max(100).default(3).meta({ title: 'Heard for', description: 'Bars, fading' }),
  }),
  indicators: ({ bullish, bearish }) => ({
    bullish: request(candlestickPattern, { pattern: bullish }),
    bearish: request(candlestickPattern, { pattern: bearish }),
  }),
  create({ bars }, inputs) {
    const bullish = inputs('bullish', 'found');
    const bearish = inputs('bearish', 'found');
    const score = (): number => loudness(bullish, bars) - loudness(bearish, bars);
    return { value: score, score };
  },
});

/** 1 where the pattern is found now, falling to 0 over `bars`; before it can be found (NaN) it is not. */
function loudness(found: ValueReader, bars: number): number {
  for (let ago = 0; ago < bars; ago++) if (found.at(ago) === 1) return 1 - ago / bars;
  return 0;
}
