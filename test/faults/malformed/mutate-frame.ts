/** Values no exchange means: too large, no number, of another type, of another sign. */
const ODD_VALUES = [
  '1e400',
  '-1',
  '"-1"',
  '0',
  '"0"',
  '"NaN"',
  '"Infinity"',
  '"-Infinity"',
  '1e308',
  '"1e308"',
  '"1e-300"',
  '99999999999999999999999',
  '"99999999999999999999999999999999999999999999999999"',
  '9007199254740993',
  '253402300800000',
  '-62135596800000',
  '"9999-12-31T23:59:59Z"',
  '"0001-01-01T00:00:00Z"',
  '""',
  '" "',
  '"0x10"',
  '"１２"',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[null]',
  '[[["1"]]]',
  '{"__proto__":{"price":"1"}}',
  '{"toString":1,"valueOf":2}',
] as const;

const DEEP = 20_000;
const LONG = 1_000_000;

const pick = <T>(items: readonly T[], chance: () => number): T => items[Math.floor(chance() * items.length)] as T;

/** The text with one thing wrong, or several; now and then as it is, so that what follows is reached. */
export function mutateFrame(text: string, chance: () => number): string {
  let mutated = text;
  for (let times = Math.floor(chance() * 3); times >= 0; times--) mutated = mutateOnce(mutated, chance);
  return mutated;
}

function mutateOnce(text: string, chance: () => number): string {
  const kind = chance();
  const at = Math.floor(chance() * text.length);
  if (kind < 0.1) return text;
  if (kind < 0.55) return withOddValue(text, chance);
  if (kind < 0.63) return text.slice(0, at);
  if (kind < 0.75) return text.slice(0, at) + String.fromCharCode(Math.floor(chance() * 256)) + text.slice(at + 1);
  if (kind < 0.8) return text.slice(0, at) + String.fromCharCode(Math.floor(chance() * 65_536)) + text.slice(at);
  if (kind < 0.88) return withoutField(text, chance);
  if (kind < 0.94) return withSwappedValues(text, chance);
  if (kind < 0.96) return `[${text}]`;
  if (kind < 0.98) return text + text;
  if (kind < 0.999) return withDeepValue(text, chance, Math.floor(chance() * 50));
  return chance() < 0.5 ? withDeepValue(text, chance, DEEP) : withValue(text, chance, `"${'x'.repeat(LONG)}"`);
}

const VALUE = /:\s*("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+|true|false|null)/g;
const FIELD = /"[^"]*"\s*:\s*("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+|true|false|null),?/g;

const withOddValue = (text: string, chance: () => number): string => withValue(text, chance, pick(ODD_VALUES, chance));

function withValue(text: string, chance: () => number, value: string): string {
  const found = [...text.matchAll(VALUE)];
  if (found.length === 0) return value;
  const { index, 0: whole, 1: old = '' } = pick(found, chance);
  const from = index + whole.length - old.length;
  return text.slice(0, from) + value + text.slice(from + old.length);
}

const withDeepValue = (text: string, chance: () => number, levels: number): string =>
  withValue(text, chance, '['.repeat(levels) + ']'.repeat(levels));

function withoutField(text: string, chance: () => number): string {
  const found = [...text.matchAll(FIELD)];
  if (found.length === 0) return text;
  const { index, 0: whole } = pick(found, chance);
  return text.slice(0, index) + text.slice(index + whole.length);
}

function withSwappedValues(text: string, chance: () => number): string {
  const found = [...text.matchAll(VALUE)];
  return found.length === 0 ? text : withValue(text, chance, pick(found, chance)[1] ?? 'null');
}
