import type { Notable } from './notable.ts';

/** Shorter silences are a renewed stream or a router that starts anew: nobody is told. */
export const LONG_OUTAGE_MS = 60_000;

export type Outage = {
  readonly name: string;
  readonly sinceMs: number;
  readonly isTold: boolean;
};

/** Exchanges that cannot be reached now, by venue. */
export type Outages = ReadonlyMap<string, Outage>;

export type Step = { readonly outages: Outages; readonly notables: readonly Notable[] };

const notable = (event: 'connectionLost' | 'connectionBack', name: string): Notable => ({
  ...{ kind: 'connection', event, about: name, detail: '', page: 'exchanges' },
});

/** What a look at a connection says: an outage begins, goes on or is over. Only one that was told is told to be over. */
export function lookAt(
  outages: Outages,
  seen: { readonly venue: string; readonly name: string; readonly isDown: boolean },
  nowMs: number,
): Step {
  const known = outages.get(seen.venue);
  if (seen.isDown === (known !== undefined)) return { outages, notables: [] };
  const next = new Map(outages);
  if (known === undefined) {
    next.set(seen.venue, { name: seen.name, sinceMs: nowMs, isTold: false });
    return { outages: next, notables: [] };
  }
  next.delete(seen.venue);
  return { outages: next, notables: known.isTold ? [notable('connectionBack', known.name)] : [] };
}

/** Outages that have become long. */
export function becomeLong(outages: Outages, nowMs: number): Step {
  const isLong = ({ isTold, sinceMs }: Outage): boolean => !isTold && nowMs - sinceMs >= LONG_OUTAGE_MS;
  const long = [...outages.values()].filter(isLong);
  if (long.length === 0) return { outages, notables: [] };
  const next = new Map([...outages].map(([venue, one]) => [venue, isLong(one) ? { ...one, isTold: true } : one]));
  return { outages: next, notables: long.map(({ name }) => notable('connectionLost', name)) };
}
