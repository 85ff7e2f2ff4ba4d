import type { Described } from './realm-api.ts';
import { realmApi } from './realm-api.ts';
import { realmBar } from './realm-bar.ts';
import { realmFreezing } from './realm-freezing.ts';
import { realmLanguage } from './realm-language.ts';
import type { RealmModule } from './realm-module.ts';
import { realmModule } from './realm-module.ts';
import { realmReaders } from './realm-readers.ts';
import { realmSteps } from './realm-steps.ts';
import { realmWords } from './realm-words.ts';

/** What `decide` answers. Other wishes are `written`, to be read as text. */
export const DECIDED = { hold: 0, exit: 1, enterLong: 2, enterShort: 3, written: 4, failed: 5 } as const;

/** Slots of the memory shared with whoever watches: where the strategy is, and how many bars it was asked about. */
export const CELLS = { line: 0, bars: 1 } as const;

export type Realm = {
  /** Names of what a file's function body takes after what generated code calls, in order. */
  readonly globals: readonly string[];
  readonly memory: SharedArrayBuffer;
  /** Runs a strategy's file from the top. Null when it throws or exports no strategy. */
  load(body: unknown): RealmModule | null;
  text(): string;
  line(): number;
};

const PARTS = { realmLanguage, realmFreezing, realmSteps, realmWords, realmApi, realmReaders, realmBar, realmModule };

export type BuildRealm = (stepLimit: number) => Realm;

/** Puts the parts together, inside. */
function buildRealm(parts: typeof PARTS, stepLimit: number): Realm {
  const language = parts.realmLanguage();
  const steps = parts.realmSteps(stepLimit);
  const words = parts.realmWords(steps);
  const api = parts.realmApi(words);
  const readers = parts.realmReaders(steps, words);
  const { step, enter, back, caught, cells } = steps;
  const { names, values, absent } = language;
  const nothing = absent.map(() => undefined);
  const newModule = (description: Described): RealmModule =>
    parts.realmModule({ steps, words, api, bar: parts.realmBar(readers) }, description);
  const load = (body: unknown): RealmModule | null => {
    const exports: { default?: unknown } = {};
    steps.revive();
    const ran = words.guarded(() => {
      const run = body as (...all: unknown[]) => void;
      run(exports, api.require, step, enter, back, caught, cells, ...values, ...nothing);
      return null;
    });
    if (!ran) return null;
    const description = api.descriptionOf(exports.default);
    if (description !== undefined) return newModule(description);
    words.say('exports no strategy, expected `export default defineStrategy({ … })`', 0);
    return null;
  };
  parts.realmFreezing([...values, api.bellwether, api.require, step, enter, back, caught], cells);
  language.close();
  return { globals: [...names, ...absent], memory: cells.buffer, load, text: words.text, line: words.line };
}

/** A script whose value is a `BuildRealm` of the context it runs in. */
export function realmText(): string {
  const parts = Object.entries(PARTS).map(([name, part]) => `${name}: ${part.toString()}`);
  return `'use strict';(function (stepLimit) { return (${buildRealm.toString()})({${parts.join(',\n')}}, stepLimit); })`;
}
