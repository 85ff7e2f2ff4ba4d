import type { Described, RealmApi } from './realm-api.ts';
import type { RealmReaders } from './realm-readers.ts';
import type { RealmSteps } from './realm-steps.ts';
import type { RealmWords } from './realm-words.ts';

/** One run of a strategy's file. What returns a boolean leaves JSON to read, or, when false, what went wrong and where. */
export type RealmModule = {
  /** Everything that is plain data in the description. */
  describe(): boolean;
  /** `{name: {indicator, parameters}}` for these parameters (JSON). */
  indicators(parameters: string): boolean;
  /** For these parameters; null when it leaves it to its indicators. */
  warmUp(parameters: string): boolean;
  /** What the run reads, handed in one by one; then `begin`. */
  column(name: string, at: (barsAgo: number) => number): void;
  indicator(name: string, output: string | null, at: (barsAgo: number) => number): void;
  position(side: () => string, figure: (name: string) => number): void;
  begin(parameters: string): boolean;
  /** One of `DECIDED`. */
  decide(): number;
};

export type ModuleParts = {
  readonly steps: RealmSteps;
  readonly words: RealmWords;
  readonly api: RealmApi;
  readonly readers: RealmReaders;
};

export function realmModule({ steps, words, api, readers }: ModuleParts, description: Described): RealmModule {
  const { freeze } = Object;
  const { parse } = JSON;
  const { cells, begin, stop, stoppedBy } = steps;
  const { guarded, note, written, say } = words;
  const { hold, exit, enterLong, enterShort } = api;
  const { decide: judge } = description as { decide: (bar: unknown) => unknown };
  const columns: Record<string, unknown> = {};
  const outputs = new Map<string, unknown>();
  let position: unknown;
  let bar: unknown;
  const ask = (what: unknown, json: string): unknown => (typeof what === 'function' ? what(freeze(parse(json))) : what);
  const describe = () => {
    const { title, description: about, rule, parameters, indicators, warmUp, state, decide } = description;
    const kinds = { indicators: typeof indicators, warmUp: typeof warmUp, state: typeof state, decide: typeof decide };
    return { title, description: about, rule, parameters: { ...(parameters as object) }, kinds };
  };
  const makeBar = (json: string): null => {
    const indicators: Record<string, unknown> = {};
    for (const [name, values] of outputs) indicators[name] = freeze(values);
    const state = ask(description.state, json);
    bar = freeze({ ...columns, parameters: freeze(parse(json)), indicators: freeze(indicators), position, state });
    return null;
  };
  return {
    describe: () => guarded(describe),
    indicators: (json) => guarded(() => ({ ...(ask(description.indicators, json) as object) })),
    warmUp: (json) => guarded(() => ask(description.warmUp, json)),
    column(name, at) {
      columns[name] = readers.readerOf(at);
    },
    indicator(name, output, at) {
      const reader = readers.readerOf(at);
      outputs.set(name, output === null ? reader : { ...(outputs.get(name) as object | undefined), [output]: reader });
    },
    position(side, figure) {
      position = readers.positionOf(side, figure);
    },
    begin: (json) => guarded(() => makeBar(json)),
    decide() {
      begin();
      cells[1] = ((cells[1] as number) + 1) | 0;
      try {
        const wanted = judge.call(description, bar);
        const reason = stoppedBy();
        if (reason !== null) stop(reason);
        if (wanted === hold || wanted === undefined) return 0;
        if (wanted === exit) return 1;
        if (wanted === enterLong) return 2;
        if (wanted === enterShort) return 3;
        say(written(wanted), steps.returnLine());
        return 4;
      } catch (thrown) {
        note(thrown);
        return 5;
      }
    },
  };
}
