import type { BarPath } from '../exchanges/paper/bar-path.ts';
import type { LimitModel } from '../exchanges/paper/limit-model.ts';
import { tradingViewProfile } from '../exchanges/paper/tradingview-profile.ts';
import type { VenueSettings } from './venue-settings.ts';

export const FILL_PROFILES = ['tradingview'] as const;
export type FillProfile = (typeof FILL_PROFILES)[number];

/** What a person may say of fills, on the command line and in the window. Null: as the profile has it, else as SPEC 11. */
export type VenueChoices = {
  readonly profile: FillProfile | null;
  /** Of the profile; without one it means nothing. */
  readonly slippageTicks: number;
  readonly makerFeeBps: number | null;
  readonly takerFeeBps: number | null;
  readonly limits: LimitModel | null;
  /** Share of a candle's volume, 0 to 1. */
  readonly participation: number | null;
  readonly path: BarPath | null;
  readonly latencyMs: number;
};

/** The profile, and over it what was chosen by name. */
export function venueOf({ profile, slippageTicks, latencyMs, ...chosen }: VenueChoices): VenueSettings {
  const { makerFeeBps, takerFeeBps, limits, participation, path } = chosen;
  return {
    ...(profile !== null && tradingViewProfile({ commissionBps: 0, slippageTicks }).model),
    ...(makerFeeBps !== null && { makerFeeBps }),
    ...(takerFeeBps !== null && { takerFeeBps }),
    ...(limits !== null && { limits }),
    ...(path !== null && { path }),
    ...(participation !== null && { participation }),
    latencyMs,
  };
}
