import { describe, expect, it } from 'vitest';
import { tradingViewProfile } from '../../../../../src-main/exchanges/paper/tradingview-profile.ts';
import { limit, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

function desk(slippageTicks: number): VenueDesk {
  const { costs, model } = tradingViewProfile({ commissionBps: 10, slippageTicks });
  return new VenueDesk(costs, 0, { model });
}

describe('fill profile tradingview', () => {
  it('market at the open, rounded, with slippage and commission', () => {
    const tv = desk(15);
    tv.order();
    tv.bar([100.004, 101, 99, 100]);
    expect(tv.fills()).toEqual(['buy 1@100.15 taker 0.10015']);
  });

  it('limits on touch without slippage, better at the open when gapped', () => {
    const tv = desk(15);
    tv.order({ type: limit(99) });
    tv.bar([100, 101, 99, 100]);
    tv.order({ type: limit(99) });
    tv.bar([98, 101, 97, 100]);
    expect(tv.allFills().map(({ price }) => Number(price) / 1e12)).toEqual([99, 98]);
  });

  it('stops at the trigger or, jumped over, at the open, with slippage', () => {
    const tv = desk(2);
    tv.order({ type: stop(101) });
    tv.bar([100, 101, 99, 100]);
    tv.order({ type: stop(101) });
    tv.bar([103, 104, 99, 100]);
    expect(tv.allFills().map(({ price }) => Number(price) / 1e12)).toEqual([101.02, 103.02]);
  });
});
