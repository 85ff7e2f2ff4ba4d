import type { BotConfig } from '../../model/bot.ts';
import { canAggregate } from '../../model/candle-aggregation.ts';
import { parseSymbol } from '../../model/instrument.ts';
import type { Interval } from '../../model/time.ts';
import type { IndicatorRequests } from '../indicators/frame.ts';
import type { IndicatorRequest } from '../indicators/indicator.ts';
import type { SeriesRequest, StrategyDefinition } from './strategy.ts';

/** A further series of one bot: what its strategy declared, with the bot's own symbol and interval filled in. */
export type FurtherSeries = {
  readonly name: string;
  readonly instrumentId: string;
  readonly interval: Interval;
  /** Those the strategy declared on it. */
  readonly indicators: IndicatorRequests;
  /** Index of the first bar at which the bot may judge. */
  readonly warmUp: number;
};

type Series = Pick<BotConfig, 'instrumentId' | 'interval'>;

/** The further series that a strategy with these (parsed) parameters looks at from a bot on `own`; [] when it has none. */
export function furtherSeriesOf(definition: StrategyDefinition, params: object, own: Series): readonly FurtherSeries[] {
  const declared = Object.entries(definition.series?.(params) ?? {});
  if (declared.length === 0) return [];
  const all = definition.indicators(params);
  return declared.map(([name, request]) => oneSeries(name, request, own, all));
}

/** The indicators on the bot's own bars. */
export function ownIndicators(definition: StrategyDefinition, params: object): IndicatorRequests {
  const all = definition.indicators(params);
  return Object.values(all).some(({ series }) => series !== undefined) ? indicatorsOn(all, undefined) : all;
}

/** Why these series cannot be had from bars of `own`, or from indicators that name none of them; null when they can. */
export function whyNoSeries(definition: StrategyDefinition, params: object, own: Series): string | null {
  const further = furtherSeriesOf(definition, params, own);
  for (const { name, interval } of further) {
    if (canAggregate(own.interval, interval)) continue;
    return `series ${name} of ${definition.id} is ${interval}, expected the bot's ${own.interval} or a whole multiple of it`;
  }
  for (const [name, { series }] of Object.entries(definition.indicators(params))) {
    if (series === undefined || further.some((candidate) => candidate.name === series)) continue;
    return `indicator ${name} of ${definition.id} is on series "${series}", expected one that was declared`;
  }
  return null;
}

function oneSeries(name: string, request: SeriesRequest, own: Series, all: IndicatorRequests): FurtherSeries {
  const indicators = indicatorsOn(all, name);
  return {
    name,
    instrumentId: request.symbol === undefined ? own.instrumentId : besideInstrument(own.instrumentId, request.symbol),
    interval: request.interval ?? own.interval,
    indicators,
    warmUp: Math.max(request.warmUp ?? 0, ...Object.values(indicators).map(warmUpOf)),
  };
}

function indicatorsOn(all: IndicatorRequests, series: string | undefined): IndicatorRequests {
  return Object.fromEntries(Object.entries(all).filter(([, request]) => request.series === series));
}

function warmUpOf({ definition, params }: IndicatorRequest): number {
  return definition.warmUp(params);
}

/** The instrument of that symbol at the venue of the given one. */
function besideInstrument(instrumentId: string, symbol: string): string {
  const venue = instrumentId.slice(0, instrumentId.indexOf(':'));
  return `${venue}:${parseSymbol(symbol)?.symbol ?? symbol}`;
}
