import { fail, type Outcome, succeed } from '../../../base/outcome.ts';
import { beta } from './beta.ts';
import { correlation } from './correlation.ts';
import type { PairIndicatorDefinition } from './pair-indicator.ts';

/** Every indicator over two symbols by the name it is asked for with. */
export const PAIR_INDICATORS: ReadonlyMap<string, PairIndicatorDefinition> = new Map(
  [correlation, beta].map((definition) => [definition.name, definition]),
);

/** The definition of that name, or `unknownIndicator`. */
export function findPairIndicator(name: string): Outcome<PairIndicatorDefinition> {
  const definition = PAIR_INDICATORS.get(name);
  if (definition !== undefined) return succeed(definition);
  return fail('unknownIndicator', `indicator is "${name}", expected one of ${[...PAIR_INDICATORS.keys()].join(', ')}`);
}
