import { z } from 'zod';
import type { IndicatorView, StrategyView } from '../../src-preload/contract/research-views.ts';
import { INDICATORS } from '../engine/indicator-registry.ts';
import { STRATEGIES } from '../engine/strategies/registry.ts';

/** Strategies and indicators as the window's forms need them: their schemas cross as JSON Schema. */
export function strategyCatalogue(): readonly StrategyView[] {
  return STRATEGIES.map(({ id, title, description, rule = null, params }) => ({
    id,
    title,
    description,
    rule,
    schema: z.toJSONSchema(params, { io: 'input' }),
    defaults: params.parse({}) as StrategyView['defaults'],
  }));
}

export function indicatorCatalogue(): readonly IndicatorView[] {
  return [...INDICATORS.values()].map(({ name, title, outputs, pane, unpriced = [], params }) => ({
    name,
    title,
    outputs: outputs.filter((output) => !unpriced.includes(output)),
    pane,
    schema: z.toJSONSchema(params, { io: 'input' }),
    defaults: params.parse({}) as IndicatorView['defaults'],
  }));
}
