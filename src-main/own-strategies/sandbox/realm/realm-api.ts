import type { RealmWords } from './realm-words.ts';

/** What a file hands to `defineStrategy`, unread. */
export type Described = Readonly<Record<'title' | 'description' | 'rule' | 'parameters', unknown>> &
  Readonly<Record<'indicators' | 'series' | 'regime' | 'warmUp' | 'state' | 'decide', unknown>>;

export type RealmApi = {
  /** The module `bellwether`; its types are in resources/strategy-types. */
  readonly bellwether: object;
  readonly require: (name: unknown) => unknown;
  /** Undefined for what `defineStrategy` did not make. */
  readonly descriptionOf: (strategy: unknown) => Described | undefined;
  // The wishes without details, recognised by what they are.
  readonly hold: object;
  readonly exit: object;
  readonly enterLong: object;
  readonly enterShort: object;
};

export function realmApi({ expected }: RealmWords): RealmApi {
  const { freeze } = Object;
  const hold = freeze({ kind: 'hold' });
  const exit = freeze({ kind: 'exit' });
  const enterLong = freeze({ kind: 'enter', side: 'long' });
  const enterShort = freeze({ kind: 'enter', side: 'short' });
  const defined = new WeakMap<object, Described>();
  const parameter = (kind: string, options?: object) => freeze({ ...options, kind });
  const wish = (plain: object, options?: object): object => (options === undefined ? plain : { ...options, ...plain });
  const bellwether = freeze({
    defineStrategy(description: Described) {
      const strategy = freeze({ strategy: true });
      defined.set(strategy, description);
      return strategy;
    },
    number: (options?: object) => parameter('number', options),
    integer: (options?: object) => parameter('integer', options),
    choice: (words: unknown, options?: object) => parameter('choice', { ...options, words }),
    toggle: (options?: object) => parameter('toggle', options),
    indicator: (name: unknown, parameters?: object, on?: unknown) =>
      freeze({ indicator: name, parameters: { ...parameters }, series: on }),
    series: (options?: object) => freeze({ ...options }),
    hold: () => hold,
    exit: (options?: object) => wish(exit, options),
    enterLong: (options?: object) => wish(enterLong, options),
    enterShort: (options?: object) => wish(enterShort, options),
    cancel: (tag?: string) => ({ kind: 'cancel', tag }),
    protect: (bracket: unknown) => ({ kind: 'protect', bracket }),
  });
  const require = (name: unknown): unknown => {
    if (name === 'bellwether') return bellwether;
    throw expected(`import of '${name}', expected 'bellwether'`);
  };
  const descriptionOf = (strategy: unknown): Described | undefined => {
    if (typeof strategy !== 'object' || strategy === null) return undefined;
    const description = defined.get(strategy);
    return typeof description === 'object' && description !== null ? description : undefined;
  };
  return { bellwether, require, descriptionOf, hold, exit, enterLong, enterShort };
}
