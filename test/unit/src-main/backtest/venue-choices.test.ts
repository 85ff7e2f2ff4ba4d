import { describe, expect, it } from 'vitest';
import type { VenueChoices } from '../../../../src-main/backtest/venue-choices.ts';
import { venueOf } from '../../../../src-main/backtest/venue-choices.ts';
import { tradingViewProfile } from '../../../../src-main/exchanges/paper/tradingview-profile.ts';

const NOTHING: VenueChoices = {
  profile: null,
  slippageTicks: 0,
  makerFeeBps: null,
  takerFeeBps: null,
  limits: null,
  participation: null,
  path: null,
  latencyMs: 0,
};

describe('the venue of what was chosen', () => {
  it('is the plain one when nothing was', () => {
    expect(venueOf(NOTHING)).toEqual({ latencyMs: 0 });
    expect(venueOf({ ...NOTHING, slippageTicks: 9 })).toEqual({ latencyMs: 0 });
  });

  it('has each thing that was, and nothing beside it', () => {
    const chosen = {
      makerFeeBps: 0,
      takerFeeBps: 5,
      limits: { kind: 'penetration', ticks: 2 },
      participation: 0.1,
      path: 'optimistic',
      latencyMs: 250,
    } as const;
    expect(venueOf({ ...NOTHING, ...chosen })).toEqual(chosen);
  });

  it('is the profile’s with its slippage, and what was chosen by name stands over it', () => {
    const { model } = tradingViewProfile({ commissionBps: 0, slippageTicks: 3 });
    const profile = { ...NOTHING, profile: 'tradingview', slippageTicks: 3 } as const;
    expect(venueOf(profile)).toEqual({ ...model, latencyMs: 0 });
    expect(venueOf({ ...profile, limits: { kind: 'through' }, path: 'pessimistic' })).toEqual({
      ...model,
      limits: { kind: 'through' },
      path: 'pessimistic',
      latencyMs: 0,
    });
  });
});
