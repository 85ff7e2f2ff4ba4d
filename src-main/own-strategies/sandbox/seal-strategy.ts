import { compileFunction, createContext, Script } from 'node:vm';
import { GENERATED_NAMES } from '../compile/generated-names.ts';
import { StrategyFault } from '../strategy-problem.ts';
import type { RealmModule } from './realm/realm-module.ts';
import type { BuildRealm, Realm } from './realm/realm-text.ts';
import { realmText } from './realm/realm-text.ts';

/** Far more than a bar needs, and done in under a second: what goes on longer does not end. */
export const STEP_LIMIT = 50_000_000;

export type RealmOptions = {
  readonly stepLimit?: number;
  /** Told before any code of the strategy runs: int32 slots, see `CELLS`. */
  readonly onMemory?: (memory: SharedArrayBuffer) => void;
};

/** A strategy's file inside a realm of its own; every `load` runs it from the top. */
export type SealedStrategy = {
  /** Throws StrategyFault. */
  load(): RealmModule;
  /** What the latest call left to read. */
  text(): string;
  line(): number;
  /** The fault the latest call left behind. */
  fault(): StrategyFault;
};

/** Seals compiled code into a context without a way out: no object of the host is in it. */
export function sealStrategy(code: string, fileName: string, options: RealmOptions = {}): SealedStrategy {
  const { stepLimit = STEP_LIMIT } = options;
  const context = createContext(Object.create(null) as object, {
    name: 'strategy',
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  const build = new Script(realmText(), { filename: 'realm.js' });
  const realm: Realm = (build.runInContext(context) as BuildRealm)(stepLimit);
  options.onMemory?.(realm.memory);
  const { step, enter, back, caught, cells } = GENERATED_NAMES;
  const names = ['exports', 'require', step, enter, back, caught, cells, ...realm.globals];
  const body: unknown = compileFunction(code, names, { filename: fileName, parsingContext: context });
  const fault = (): StrategyFault => new StrategyFault(realm.line(), realm.text());
  return {
    load() {
      const loaded = realm.load(body);
      if (loaded === null) throw fault();
      return loaded;
    },
    text: () => realm.text(),
    line: () => realm.line(),
    fault,
  };
}
