import type { TimestampMs } from './time.ts';

/**
 * What trading may still do, from everything to nothing but the way out:
 *
 *   normal          every order that no rule refuses
 *   noNewPositions  what is held may be added to and closed; no position is opened, none turned round
 *   reduceOnly      what is held may only become smaller
 *   flatten         reduceOnly, and what is held is closed at market until nothing is left
 *
 * Whatever restricts is a hold: one for each rule that was broken, one for the person. The strictest hold is the mode.
 */
export const RISK_MODES = ['normal', 'noNewPositions', 'reduceOnly', 'flatten'] as const;
export type RiskModeKind = (typeof RISK_MODES)[number];
export type RestrictedKind = Exclude<RiskModeKind, 'normal'>;

/** A hold ends by a person's word, or by itself when the day or the week it was for is over. */
export type HoldEnd = 'released' | 'day' | 'week';

export type ModeHold = {
  readonly kind: RestrictedKind;
  /** The rule's name, or `person`. A later hold of the same source replaces the one before unless it is weaker. */
  readonly source: string;
  /** What the person wrote; of a rule its limit and what it saw, with units. */
  readonly reason: string;
  readonly until: HoldEnd;
  readonly sinceMs: TimestampMs;
};

/** One state or the other; a restricted one has at least one hold, the strictest first. */
export type RiskMode =
  | { readonly kind: 'normal' }
  | { readonly kind: RestrictedKind; readonly holds: readonly [ModeHold, ...ModeHold[]] };

export type RiskModeEvent =
  | { readonly kind: 'restrict'; readonly hold: ModeHold }
  /** A person lets go of everything. */
  | { readonly kind: 'release' }
  | { readonly kind: 'rolled'; readonly window: 'day' | 'week' };

export const NORMAL: RiskMode = { kind: 'normal' };

const rankOf = (kind: RiskModeKind): number => RISK_MODES.indexOf(kind);

/** Total: every event means something in every mode. The same object when nothing changes. */
export function nextRiskMode(mode: RiskMode, event: RiskModeEvent): RiskMode {
  const holds = holdsOf(mode);
  switch (event.kind) {
    case 'restrict': {
      const known = holds.find(({ source }) => source === event.hold.source);
      if (known !== undefined && !outweighs(event.hold, known)) return mode;
      return modeOf([...holds.filter((hold) => hold !== known), event.hold]);
    }
    case 'release':
      return holds.length === 0 ? mode : NORMAL;
    case 'rolled': {
      const left = holds.filter(({ until }) => until !== event.window);
      return left.length === holds.length ? mode : modeOf(left);
    }
  }
}

export function holdsOf(mode: RiskMode): readonly ModeHold[] {
  return mode.kind === 'normal' ? [] : mode.holds;
}

/** Stricter, or as strict and for longer. */
function outweighs(next: ModeHold, known: ModeHold): boolean {
  if (next.kind !== known.kind) return rankOf(next.kind) > rankOf(known.kind);
  return LASTS[next.until] > LASTS[known.until];
}

const LASTS: Readonly<Record<HoldEnd, number>> = { day: 0, week: 1, released: 2 };

function modeOf(holds: readonly ModeHold[]): RiskMode {
  const [first, ...rest] = [...holds].sort((a, b) => rankOf(b.kind) - rankOf(a.kind) || a.sinceMs - b.sinceMs);
  return first === undefined ? NORMAL : { kind: first.kind, holds: [first, ...rest] };
}
