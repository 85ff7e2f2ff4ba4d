import type { Described, RealmApi } from './realm-api.ts';
import type { RealmBar, RealmInputs } from './realm-bar.ts';
import type { RealmSteps } from './realm-steps.ts';
import type { RealmWords } from './realm-words.ts';

/** One run of a strategy's file. What returns a boolean leaves JSON to read, or, when false, what went wrong and where. */
export type RealmModule = {
  /** Everything that is plain data in the description. */
  describe(): boolean;
  /** `{name: {indicator, parameters, series}}` for these parameters (JSON). */
  indicators(parameters: string): boolean;
  /** `{name: {interval, symbol}}` for these parameters. */
  series(parameters: string): boolean;
  /** For these parameters; null when it leaves it to its indicators. */
  warmUp(parameters: string): boolean;
  readonly inputs: RealmInputs;
  /** After all inputs were handed in. */
  begin(parameters: string): boolean;
  /** One of `DECIDED`. */
  decide(): number;
};

export type ModuleParts = {
  readonly steps: RealmSteps;
  readonly words: RealmWords;
  readonly api: RealmApi;
  readonly bar: RealmBar;
};

export function realmModule({ steps, words, api, bar }: ModuleParts, description: Described): RealmModule {
  const { freeze } = Object;
  const { parse } = JSON;
  const { cells, begin, stop, stoppedBy } = steps;
  const { guarded, note, written, say } = words;
  const { hold, exit, enterLong, enterShort } = api;
  const { decide: judge } = description as { decide: (bar: unknown) => unknown };
  let now: unknown;
  const ask = (what: unknown, json: string): unknown => (typeof what === 'function' ? what(freeze(parse(json))) : what);
  const askNames = (what: unknown, json: string): boolean => guarded(() => ({ ...(ask(what, json) as object) }));
  const describe = () => {
    const { title, description: about, rule, parameters, indicators, series, warmUp, state, decide } = description;
    const { regime } = description;
    const further = { series: typeof series, warmUp: typeof warmUp, state: typeof state, decide: typeof decide };
    const kinds = { indicators: typeof indicators, ...further };
    return { title, description: about, rule, regime, parameters: { ...(parameters as object) }, kinds };
  };
  return {
    describe: () => guarded(describe),
    indicators: (json) => askNames(description.indicators, json),
    series: (json) => askNames(description.series, json),
    warmUp: (json) => guarded(() => ask(description.warmUp, json)),
    inputs: bar.inputs,
    begin: (json) =>
      guarded(() => {
        now = bar.make(freeze(parse(json)), ask(description.state, json));
        return null;
      }),
    decide() {
      begin();
      cells[1] = ((cells[1] as number) + 1) | 0;
      try {
        const wanted = judge.call(description, now);
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
