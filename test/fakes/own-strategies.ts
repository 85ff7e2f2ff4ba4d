import { unwrap } from '../../src-main/base/outcome.ts';
import type { StrategyDefinition } from '../../src-main/engine/strategies/strategy.ts';
import type { CompiledStrategy } from '../../src-main/own-strategies/compile/compile-strategy.ts';
import { compileStrategy } from '../../src-main/own-strategies/compile/compile-strategy.ts';
import { loadStrategy } from '../../src-main/own-strategies/sandbox/load-strategy.ts';
import type { RealmOptions } from '../../src-main/own-strategies/sandbox/seal-strategy.ts';

/** A file around the body of `decide`; the body begins in line 4. */
export function strategyAround(body: string, before = ''): string {
  return `import * as bw from 'bellwether';${before}
export default bw.defineStrategy({ title: 'Test',
  indicators: { average: bw.indicator('sma', { period: 2 }), macd: bw.indicator('macd') }, warmUp: 0, decide(bar) {
${body}
  } });
`;
}

/** What `sma-cross` does, written by a person. */
export const OWN_CROSS = `import { choice, defineStrategy, enterLong, enterShort, exit, hold, indicator, integer } from 'bellwether';

/** Rounding of the sums counts as touching. */
const TOUCHING = 1e-10;

let last: number | null = null;

function signOf(fast: number, slow: number): number {
  const difference = fast - slow;
  const touching = TOUCHING * Math.abs(slow);
  if (difference > touching) return 1;
  return difference < -touching ? -1 : 0;
}

export default defineStrategy({
  title: 'Own cross',
  parameters: {
    fast: integer({ default: 10, min: 1, max: 5000, title: 'Fast period' }),
    slow: integer({ default: 30, min: 1, max: 5000 }),
    direction: choice(['long', 'both']),
  },
  indicators: ({ fast, slow }) => ({
    fast: indicator('sma', { period: fast }),
    slow: indicator('sma', { period: slow }),
  }),
  warmUp: ({ slow }) => slow,
  decide({ indicators: { fast, slow }, parameters }) {
    const before = last ?? signOf(fast.at(1), slow.at(1));
    const now = signOf(fast.at(0), slow.at(0));
    last = now;
    if (now === 0) return hold();
    if (now > 0) return before <= 0 ? enterLong() : hold();
    if (before < 0) return hold();
    return parameters.direction === 'both' ? enterShort() : exit();
  },
});
`;

/** Throws what is wrong with the source. */
export function compiled(source: string, fileName = 'test.ts'): CompiledStrategy {
  return unwrap(compileStrategy(source, fileName));
}

export function loaded(source: string, options: RealmOptions = {}, fileName = 'test.ts'): StrategyDefinition {
  return loadStrategy(compiled(source, fileName), 'own', options);
}
