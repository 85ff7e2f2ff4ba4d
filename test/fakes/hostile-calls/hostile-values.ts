/** What nobody means who fills in a form: each in place of any value of a call. */
const ODD_NUMBERS = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0,
  -1,
  -0.5,
  5e-324,
  1e-13,
  1e-9,
  0.1 + 0.2,
  1,
  1.5,
  2 ** 53,
  1e21,
  1e308,
] as const;

const ODD_TEXTS = [
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '1e3',
  '1e-9',
  '0x10',
  'NaN',
  'Infinity',
  '1,5',
  '.5',
  '0.0000000000001',
  '0.00000000000000000001',
  '0.000000001',
  '0.00001',
  '1',
  '99.999999999999',
  '100.5',
  '9999999999999999999999',
  `1${'0'.repeat(400)}`,
  `0.${'0'.repeat(400)}1`,
  `1.${'3'.repeat(200)}`,
  'x'.repeat(199),
  'x'.repeat(10_000),
  '__proto__',
  'constructor',
  'paper',
  'live',
  'closed',
  'test:BTC-USDT',
  'test:ETH-USDT',
  'test:XXX-USDT',
  'by-hand:paper:test:BTC-USDT',
  '\u0000',
  '𝟙',
] as const;

const ODD_THINGS = [null, undefined, true, [], {}, [1], { kind: 'market' }] as const;

export const HOSTILE_VALUES: readonly unknown[] = [...ODD_NUMBERS, ...ODD_TEXTS, ...ODD_THINGS];

/** Where a plain value has its parts, all the way down. */
export function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]))];
}

/** A copy in which one part is another. */
export function replaced(value: unknown, path: readonly string[], part: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, part);
  return copy;
}
