import type { Intent } from '../../engine/strategies/intent.ts';

/** Nothing was wanted, or the bar was not judged. */
export const NOTHING = 'hold';

/** What was wanted at one bar: an intent as JSON, several as a list, `hold` for nothing. */
export function intentText(intents: Intent | readonly Intent[]): string {
  if (!isList(intents)) return intents.kind === 'hold' ? NOTHING : JSON.stringify(intents);
  const wanted = intents.filter(({ kind }) => kind !== 'hold');
  if (wanted.length <= 1) return intentText(wanted[0] ?? { kind: 'hold' });
  return JSON.stringify(wanted);
}

function isList(intents: Intent | readonly Intent[]): intents is readonly Intent[] {
  return Array.isArray(intents);
}

/** Whether two texts want the same; the order in which an intent names its parts does not matter. */
export function sameDecision(one: string, other: string): boolean {
  return one === other || (isJson(one) && isJson(other) && inOrder(one) === inOrder(other));
}

function isJson(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[');
}

function inOrder(text: string): string {
  return JSON.stringify(JSON.parse(text, (_name, value: unknown) => sorted(value)));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
