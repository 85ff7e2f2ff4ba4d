import type { ZodType } from 'zod';
import type { ScorePart } from '../facts.ts';
import type { IndicatorDefinition, IndicatorRequest } from '../indicators/indicator.ts';
import type { ValueReader } from '../indicators/value-reader.ts';
import type { Intent } from './intent.ts';

/** The bot's own position as its fills made it: all a strategy may know of the account. */
export interface PositionView {
  readonly side: 'long' | 'short' | 'flat';
  /** Base asset, never negative. */
  readonly quantity: number;
  /** NaN when flat. */
  readonly averagePrice: number;
  /** Entries that are open. */
  readonly entries: number;
  /** Bars at whose close it was held, the one it was opened in included; 0 when flat. */
  readonly barsHeld: number;
}

/** Everything a strategy can see. It ends at now by construction. */
export interface StrategyInputs {
  readonly open: ValueReader;
  readonly high: ValueReader;
  readonly low: ValueReader;
  readonly close: ValueReader;
  readonly volume: ValueReader;
  /** An indicator the strategy declared under `name`; `output` may be left out when there is only one. */
  indicator(name: string, output?: string): ValueReader;
  readonly position: PositionView;
}

/** How a decision came about, for the person: score −1 to +1 and the parts it was made from. */
export type Explanation = { readonly score: number; readonly parts: readonly ScorePart[] };

/** A strategy at work on one bot. `decide` is called once per closed bar, after warm-up. */
export interface StrategyRun {
  /** One intent, or several in the order they are to be done. */
  decide(): Intent | readonly Intent[];
  /** The reasons behind the latest `decide`. */
  explain?(): Explanation;
}

export type StrategyDefinition<Params extends object = object> = {
  /** Lower-case kebab, as typed on the command line. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** When exactly it enters and leaves, in plain text: what its page of documentation says. */
  readonly rule?: string;
  /** Strict object, every field with a default and a description: form, search space and documentation. */
  readonly params: ZodType<Params>;
  indicators(params: Params): Readonly<Record<string, IndicatorRequest>>;
  /** Index of the first bar it may judge, counted from the first candle. */
  warmUp(params: Params): number;
  create(params: Params, inputs: StrategyInputs): StrategyRun;
};

/** Where the engine looks a strategy up: the shipped ones, or those and a person's own. */
export type FindStrategy = (id: string) => StrategyDefinition | undefined;

/** Keeps the parameter type inside one definition and lets the registry hold definitions of any parameters. */
export function defineStrategy<Params extends object>(definition: StrategyDefinition<Params>): StrategyDefinition {
  return definition as unknown as StrategyDefinition;
}

/** Names an indicator and its parameters, defaults filled in by the indicator's own schema. */
export function request(definition: IndicatorDefinition, params: object): IndicatorRequest {
  return { definition, params: definition.params.parse(params) };
}

/** The largest warm-up of the indicators asked for. */
export function longestWarmUp(requests: Readonly<Record<string, IndicatorRequest>>): number {
  return Math.max(0, ...Object.values(requests).map(({ definition, params }) => definition.warmUp(params)));
}
