import type { RealmReaders } from './realm-readers.ts';

/** What a run reads, handed in one by one. */
export type RealmInputs = {
  column(name: string, at: (barsAgo: number) => number): void;
  /** `output` is null for an indicator that has only one. */
  indicator(name: string, output: string | null, at: (barsAgo: number) => number): void;
  /** A column of a further series. */
  candles(series: string, column: string, at: (barsAgo: number) => number): void;
  position(side: () => string, figure: (name: string) => number): void;
  /** The regime's name, empty while none is known. */
  regime(word: () => string): void;
};

export type RealmBar = {
  readonly inputs: RealmInputs;
  /** What `decide` is given, of everything handed in so far. */
  make(parameters: unknown, state: unknown): object;
};

export function realmBar({ readerOf, positionOf, regimeOf, unreadRegime }: RealmReaders): RealmBar {
  const { freeze } = Object;
  const columns: Record<string, unknown> = {};
  const indicators = new Map<string, unknown>();
  const series = new Map<string, unknown>();
  let position: unknown;
  let regime: () => string | null = unreadRegime;
  const named = (values: Map<string, unknown>): object => {
    const own: Record<string, unknown> = {};
    for (const [name, value] of values) own[name] = freeze(value);
    return freeze(own);
  };
  /** With one more member; members are read as quickly as those of an object written down at once. */
  const extend = (values: Map<string, unknown>, name: string, member: string, value: object): void => {
    values.set(name, { ...(values.get(name) as object | undefined), [member]: value });
  };
  return {
    inputs: {
      column(name, at) {
        columns[name] = readerOf(at);
      },
      indicator(name, output, at) {
        if (output === null) indicators.set(name, readerOf(at));
        else extend(indicators, name, output, readerOf(at));
      },
      candles: (name, column, at) => extend(series, name, column, readerOf(at)),
      position(side, figure) {
        position = positionOf(side, figure);
      },
      regime(word) {
        regime = regimeOf(word);
      },
    },
    make: (parameters, state) =>
      freeze({
        ...columns,
        parameters,
        indicators: named(indicators),
        series: named(series),
        position,
        get regime() {
          return regime();
        },
        state,
      }),
  };
}
