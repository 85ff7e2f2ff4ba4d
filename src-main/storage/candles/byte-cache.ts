/** Keeps what was used last, as much as fits into `limitBytes`; the newest entry stays even if it alone is larger. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
  readonly bytes: number;
}

export function createByteCache<T>(limitBytes: number): ByteCache<T> {
  // A Map walks in order of insertion: entries are put back at the end when they are used.
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;
  const remove = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get bytes() {
      return total;
    },
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      remove(key);
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= limitBytes || oldest === key) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
