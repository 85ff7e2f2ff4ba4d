import type { BotConfigView } from '../../../src-preload/contract/views.ts';

/** One setting that two versions have otherwise: its name as a path such as `risk.sizeFraction`, null where it is not. */
export type ConfigChange = { readonly path: string; readonly from: string | null; readonly to: string | null };

export function changesBetween(before: BotConfigView, after: BotConfigView): readonly ConfigChange[] {
  const [from, to] = [flat(before), flat(after)];
  const paths = [...new Set([...from.keys(), ...to.keys()])];
  return paths
    .map((path) => ({ path, from: from.get(path) ?? null, to: to.get(path) ?? null }))
    .filter((change) => change.from !== change.to);
}

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, JSON.stringify(value)]]);
  const parts = Object.entries(value).flatMap(([key, part]) => [...flat(part, path === '' ? key : `${path}.${key}`)]);
  return new Map(parts);
}
