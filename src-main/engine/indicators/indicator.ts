import type { ZodType } from 'zod';
import type { Candle, CandleColumns } from '../../model/candle.ts';

/** The live form: eats closed candles one by one. */
export interface IndicatorStep {
  /** Takes the next closed candle and writes one value per output into `out`; NaN while warming up. No allocation. */
  update(candle: Candle, out: Float64Array): void;
}

/**
 * One indicator: one definition, two forms that agree to the bit. Values are NaN while warming up.
 * `series` takes n candles and returns one column of n values per output, in the order of `outputs`. A column may be
 * memory of `candles` itself (a copy would cost more than the indicator), so it is read, never written.
 */
export type IndicatorDefinition<Params extends object = object> = {
  /** Lower-case kebab, as typed on the command line: `rsi`, `bollinger`. */
  readonly name: string;
  readonly title: string;
  /** One lowerCamel name per output column. */
  readonly outputs: readonly string[];
  /** Drawn over the candles or in a pane of its own. */
  readonly pane: 'price' | 'own';
  /** Outputs that are no prices (a direction, a count): not drawn where the pane is the price's. */
  readonly unpriced?: readonly string[];
  /** Strict object, every field with a default: the form, the search space and the documentation come from it. */
  readonly params: ZodType<Params>;
  /**
   * Index of the first candle at which every output has a value: the number of candles eaten before. One output of several
   * may start earlier (MACD's line before its signal); none starts later.
   */
  warmUp(params: Params): number;
  /**
   * Values come only with events or calendar boundaries (a confirmed swing, the first full day): NaN also after `warmUp`,
   * which is then the first index at which a value is possible.
   */
  readonly sparse?: boolean;
  series(candles: CandleColumns, params: Params): readonly Float64Array[];
  step(params: Params): IndicatorStep;
};

/** Keeps the parameter type inside one definition and lets registries hold definitions of any parameters. */
export function defineIndicator<Params extends object>(definition: IndicatorDefinition<Params>): IndicatorDefinition {
  return definition as unknown as IndicatorDefinition;
}

/** An indicator with parameters its schema has parsed. */
export type IndicatorRequest = {
  readonly definition: IndicatorDefinition;
  readonly params: object;
  /** Name of the further series it is computed on; the bot's own bars when left out. */
  readonly series?: string;
};
