/** 2010 and 2100. */
const EARLIEST_MS = 1_262_304_000_000;
const LATEST_MS = 4_102_444_800_000;

const TIMES = new Set(['timeMs', 'openTimeMs', 'updatedMs']);
const ABOVE_ZERO = new Set(['price', 'bid', 'ask', 'open', 'high', 'low', 'close', 'prices', 'tick', 'step']);
const FROM_ZERO = new Set(['quantity', 'quantities', 'volume', 'filledQuantity', 'filledValue']);

/** The first value that must never be told: no finite number, a price of nothing, a time outside of 2010 to 2100. */
export function badValueIn(value: unknown, key = ''): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return isBad(value, key) ? `${key} ${value}` : undefined;
  if (typeof value !== 'object' || value === null || value instanceof Function) return undefined;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    for (const item of value as unknown as Iterable<unknown>) {
      const bad = badValueIn(item, key);
      if (bad !== undefined) return bad;
    }
    return undefined;
  }
  for (const [name, item] of Object.entries(value)) {
    const bad = badValueIn(item, name);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

function isBad(value: number | bigint, key: string): boolean {
  if (typeof value === 'number' && !Number.isFinite(value)) return true;
  if (ABOVE_ZERO.has(key)) return !(value > 0);
  if (FROM_ZERO.has(key)) return !(value >= 0);
  return TIMES.has(key) && !(value >= EARLIEST_MS && value <= LATEST_MS);
}
