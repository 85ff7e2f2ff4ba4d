import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import { atr } from './atr.ts';
import { bollinger } from './bollinger.ts';
import { ema } from './ema.ts';
import type { IndicatorDefinition } from './indicator.ts';
import { macd } from './macd.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';

const DEFINITIONS: readonly IndicatorDefinition[] = [sma, ema, rsi, macd, atr, bollinger];

/** Every indicator by the name it is asked for with. */
export const INDICATORS: ReadonlyMap<string, IndicatorDefinition> = new Map(
  DEFINITIONS.map((definition) => [definition.name, definition]),
);

/** The definition of that name, or `unknownIndicator`. */
export function findIndicator(name: string): Outcome<IndicatorDefinition> {
  const definition = INDICATORS.get(name);
  if (definition !== undefined) return succeed(definition);
  return fail('unknownIndicator', `indicator is "${name}", expected one of ${[...INDICATORS.keys()].join(', ')}`);
}

/** Parameters from outside, checked and with defaults filled in, or `badParams` naming each field and what it takes. */
export function readIndicatorParams(definition: IndicatorDefinition, raw: unknown): Outcome<object> {
  const parsed = definition.params.safeParse(raw, { reportInput: true });
  if (parsed.success) return succeed(parsed.data);
  const faults = parsed.error.issues.map((issue) => {
    const value = issue.input === undefined ? '' : ` is ${JSON.stringify(issue.input)}`;
    return `${issue.path.join('.') || 'parameters'}${value}: ${issue.message}`;
  });
  return fail('badParams', `${definition.name}: ${faults.join('; ')}`);
}
