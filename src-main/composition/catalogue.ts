import { z } from 'zod';
import type { IndicatorView, StrategyView } from '../../src-preload/contract/research-views.ts';
import { INDICATORS } from '../engine/indicator-registry.ts';
import { STRATEGIES } from '../engine/strategies/registry.ts';

let strategies: readonly StrategyView[] | undefined;
let indicators: readonly IndicatorView[] | undefined;

/**
 * Strategies and indicators as the window's forms need them: their schemas cross as JSON Schema. Made when they are first
 * asked for: a start has no use for them.
 */
export function strategyCatalogue(): readonly StrategyView[] {
  strategies ??= STRATEGIES.map(({ id, title, description, rule = null, params }) => ({
    id,
    title,
    description,
    rule,
    schema: z.toJSONSchema(params, { io: 'input' }),
    defaults: params.parse({}) as StrategyView['defaults'],
  }));
  return strategies;
}

export function indicatorCatalogue(): readonly IndicatorView[] {
  indicators ??= [...INDICATORS.values()].map(({ name, title, outputs, pane, unpriced = [], params }) => ({
    name,
    title,
    outputs: outputs.filter((output) => !unpriced.includes(output)),
    pane,
    schema: z.toJSONSchema(params, { io: 'input' }),
    defaults: params.parse({}) as IndicatorView['defaults'],
  }));
  return indicators;
}
