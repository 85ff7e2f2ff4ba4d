/**
 * Counts how many components of this window want each thing and tells the set once a turn, when it changed: panels that
 * come and go together cost one call. `later` runs its callback once at the end of the turn.
 */
export function createCountedSet<T>(
  keyOf: (thing: T) => string,
  tell: (things: readonly T[]) => void,
  later: (callback: () => void) => void,
) {
  const wanted = new Map<string, { readonly thing: T; count: number }>();
  let told = '';
  let isDue = false;
  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    later(() => {
      isDue = false;
      const keys = [...wanted.keys()].toSorted().join();
      if (keys === told) return;
      told = keys;
      tell([...wanted.values()].map(({ thing }) => thing));
    });
  };
  /** Wants it until the returned function is called. */
  return (thing: T): (() => void) => {
    const key = keyOf(thing);
    const entry = wanted.get(key) ?? { thing, count: 0 };
    wanted.set(key, entry);
    entry.count++;
    schedule();
    return () => {
      entry.count--;
      if (entry.count === 0) wanted.delete(key);
      schedule();
    };
  };
}
