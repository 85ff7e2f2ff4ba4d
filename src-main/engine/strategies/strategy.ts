import type { ZodType } from 'zod';
import type { ScorePart } from '../../model/order-story.ts';
import type { Interval } from '../../model/time.ts';
import type { IndicatorDefinition, IndicatorRequest } from '../indicators/indicator.ts';
import type { ValueReader } from '../indicators/value-reader.ts';
import type { RegimeView } from '../ports/regime-model.ts';
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

/** One series of candles up to now: `at(0)` is its latest closed bar. */
export interface SeriesInputs {
  readonly open: ValueReader;
  readonly high: ValueReader;
  readonly low: ValueReader;
  readonly close: ValueReader;
  readonly volume: ValueReader;
  /** When each bar opened, epoch ms. */
  readonly openTimeMs: ValueReader;
}

/** Everything a strategy can see. It ends at now by construction. */
export interface StrategyInputs extends Omit<SeriesInputs, 'openTimeMs'> {
  /** An indicator the strategy declared under `name`; `output` may be left out when there is only one. */
  indicator(name: string, output?: string): ValueReader;
  /** A further series the strategy declared under `name`. It holds the bars that had closed when the bot's own bar did. */
  series(name: string): SeriesInputs;
  readonly position: PositionView;
  /** Of its own bars. Only for a strategy that says it reads it. */
  readonly regime: RegimeView;
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

/**
 * A further series a strategy looks at. Its bars are seen once they have closed, never while they form: on hourly bars a
 * daily value stands still all day. The bot judges nothing before the series and its indicators have values.
 */
export type SeriesRequest = {
  /** The bot's own or a whole multiple of it; the bot's own when left out. */
  readonly interval?: Interval;
  /** `BASE-QUOTE`, traded where the bot trades; the bot's own when left out. */
  readonly symbol?: string;
  /** Index of the series' first bar that may be looked at; its indicators' own warm-up counts when that is later. */
  readonly warmUp?: number;
};

export type StrategyDefinition<Params extends object = object> = {
  /** Lower-case kebab, as typed on the command line. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** When exactly it enters and leaves, in plain text: what its page of documentation says. */
  readonly rule?: string;
  /** Strict object, every field with a default and a description: form, search space and documentation. */
  readonly params: ZodType<Params>;
  /** On the bot's own bars, or on the further series that a request names. */
  indicators(params: Params): Readonly<Record<string, IndicatorRequest>>;
  /** Other intervals and other symbols it looks at, by names of its own; none when left out. */
  series?(params: Params): Readonly<Record<string, SeriesRequest>>;
  /** Index of the first of its own bars it may judge, counted from the first candle. Further series warm up by themselves. */
  warmUp(params: Params): number;
  /** Whether it looks at the market's regime, which it then judges nothing without; no when left out. */
  readonly readsRegime?: boolean;
  /** Whether its rule begins anew where it is started, as a grid on the first close does; no when left out. */
  startsAnew?(params: Params): boolean;
  create(params: Params, inputs: StrategyInputs): StrategyRun;
};

/** Where the engine looks a strategy up: the shipped ones, or those and a person's own. */
export type FindStrategy = (id: string) => StrategyDefinition | undefined;

/** Keeps the parameter type inside one definition and lets the registry hold definitions of any parameters. */
export function defineStrategy<Params extends object>(definition: StrategyDefinition<Params>): StrategyDefinition {
  return definition as unknown as StrategyDefinition;
}

/** Names an indicator, its parameters (defaults filled in by its own schema) and the further series it is computed on. */
export function request(definition: IndicatorDefinition, params: object, series?: string): IndicatorRequest {
  const parsed = { definition, params: definition.params.parse(params) };
  return series === undefined ? parsed : { ...parsed, series };
}

/** The largest warm-up of the indicators asked for on the bot's own bars. */
export function longestWarmUp(requests: Readonly<Record<string, IndicatorRequest>>): number {
  const own = Object.values(requests).filter(({ series }) => series === undefined);
  return Math.max(0, ...own.map(({ definition, params }) => definition.warmUp(params)));
}
