/**
 * Makes everything there is unchangeable, so that nothing of one run is left for the next: the roots, what they lead to, and
 * what has no name but is handed out by the language itself. `cells` alone is written to; its slots are numbers.
 */
export function realmFreezing(roots: readonly unknown[], cells: Int32Array): void {
  const { freeze, preventExtensions, getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const { ownKeys } = Reflect;
  const hidden = [
    (function* () {
      yield 0;
    })(),
    (async function* () {
      yield 0;
    })(),
    async () => 0,
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    'x'.matchAll(/x/g),
    cells,
    cells.buffer,
  ];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [...roots, ...hidden];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
    seen.add(value);
    waiting.push(getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const own = getOwnPropertyDescriptor(value, key);
      waiting.push(own?.value, own?.get, own?.set);
    }
    if (value === cells) preventExtensions(value);
    else freeze(value);
  }
}
