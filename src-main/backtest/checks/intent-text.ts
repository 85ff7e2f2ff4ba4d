import type { Intent } from '../../engine/strategies/intent.ts';

/** Nothing was wanted, or the bar was not judged. */
export const NOTHING = 'hold';

/** What was wanted at one bar, so that equal wishes are equal texts: JSON with sorted names, `hold` for nothing. */
export function intentText(intents: Intent | readonly Intent[]): string {
  const list: readonly Intent[] = Array.isArray(intents) ? intents : [intents as Intent];
  const wanted = list.filter(({ kind }) => kind !== 'hold');
  if (wanted.length === 0) return NOTHING;
  return wanted.map((intent) => JSON.stringify(sorted(intent))).join(' ');
}

function sorted(value: unknown): unknown {
  // JSON would make both null.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, sorted(part)]));
}
