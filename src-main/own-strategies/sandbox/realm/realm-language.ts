export type RealmLanguage = {
  /** What a strategy has of the language, by name, and the values. */
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  /** Names that are there and mean nothing. */
  readonly absent: readonly string[];
  /** Takes everything else away. Nothing of it may be named afterwards. */
  close(): void;
};

/** The language, as far as a strategy may have it. */
export function realmLanguage(): RealmLanguage {
  const outer = globalThis as unknown as Record<string, unknown>;
  const { defineProperty, getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const { ownKeys, deleteProperty } = Reflect;
  const names = [
    ...['Object', 'Array', 'Number', 'String', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Reflect', 'RegExp'],
    ...['Map', 'Set', 'WeakMap', 'WeakSet', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError'],
    ...['SyntaxError', 'TypeError', 'URIError', 'Infinity', 'NaN', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
    ...['encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent'],
  ];
  const absent = ['globalThis', 'Function', 'Date', 'Intl', 'Promise', 'Proxy', 'Atomics', 'WebAssembly', 'console'];

  /** In place of what would make a run differ from the next one. */
  const refuse = (name: string): unknown =>
    function refused(): never {
      throw new TypeError(`${name} is not there: a run must repeat to the bit`);
    };
  const replace = (owner: object, name: string): void => {
    if (getOwnPropertyDescriptor(owner, name) !== undefined) {
      defineProperty(owner, name, { value: refuse(name), writable: false, enumerable: false, configurable: false });
    }
  };
  replace(Math, 'random');
  const owners = [Object, Array, Number, String, BigInt, getPrototypeOf(Int32Array) as { prototype: object }];
  for (const { prototype } of owners) {
    for (const name of ['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase']) {
      replace(prototype, name);
    }
  }
  // Code made from text is refused by the context; here the way to ask for it goes as well.
  const makers = [
    () => 0,
    function* () {
      yield 0;
    },
    async () => 0,
    async function* () {
      yield 0;
    },
  ];
  for (const maker of makers) replace(getPrototypeOf(maker), 'constructor');
  // Without a limit no stack is taken, and so no code of the host is asked to write one down.
  for (const name of ['stackTraceLimit', 'captureStackTrace', 'prepareStackTrace']) deleteProperty(Error, name);

  const values = names.map((name) => outer[name]);
  const close = (): void => {
    for (const name of ownKeys(outer)) {
      if (typeof name === 'string' && !names.includes(name)) deleteProperty(outer, name);
    }
  };
  return { names, values, absent, close };
}
