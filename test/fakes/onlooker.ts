import { z } from 'zod';
import type { IndicatorRequest } from '../../src-main/engine/indicators/indicator.ts';
import { ENTER_LONG, EXIT } from '../../src-main/engine/strategies/intent.ts';
import type { FindStrategy, SeriesRequest } from '../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../src-main/engine/strategies/strategy.ts';

/** What a strategy saw at one bar of its own: by series when its latest bar opened and closed at, and each indicator. */
export type Sight = {
  readonly close: number;
  readonly series: Readonly<Record<string, { readonly openTimeMs: number; readonly close: number }>>;
  readonly indicators: Readonly<Record<string, number>>;
};

export type Onlooker = { readonly findStrategy: FindStrategy; readonly seen: Sight[] };

export type OnlookerOptions = {
  readonly series: Readonly<Record<string, SeriesRequest>>;
  readonly indicators?: Readonly<Record<string, IndicatorRequest>>;
  readonly warmUp?: number;
};

/** A strategy that notes all it sees and is long while the first of its series rose with its latest bar. */
export function onlooker({ series, indicators = {}, warmUp = 0 }: OnlookerOptions): Onlooker {
  const seen: Sight[] = [];
  const definition = defineStrategy<Record<string, never>>({
    id: 'onlooker',
    title: 'Onlooker',
    description: 'For tests',
    params: z.strictObject({}),
    indicators: () => indicators,
    series: () => series,
    warmUp: () => warmUp,
    create(_params, inputs) {
      const views = Object.keys(series).map((name) => [name, inputs.series(name)] as const);
      const readers = Object.keys(indicators).map((name) => [name, inputs.indicator(name)] as const);
      return {
        decide() {
          seen.push({
            close: inputs.close.at(0),
            series: Object.fromEntries(
              views.map(([name, view]) => [name, { openTimeMs: view.openTimeMs.at(0), close: view.close.at(0) }]),
            ),
            indicators: Object.fromEntries(readers.map(([name, reader]) => [name, reader.at(0)])),
          });
          const [, first] = views[0] ?? [];
          return first !== undefined && first.close.at(0) > first.close.at(1) ? ENTER_LONG : EXIT;
        },
      };
    },
  });
  return { seen, findStrategy: (id) => (id === definition.id ? definition : undefined) };
}
