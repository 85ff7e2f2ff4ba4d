import { describe, expect, it } from 'vitest';
import { apiSign, createNonces } from '../../../../../src-main/exchanges/kraken/sign.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';

describe('apiSign', () => {
  it("gives Kraken's own example", () => {
    const secret = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
    const nonce = '1616492376594';
    const body = `nonce=${nonce}&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25`;
    expect(apiSign({ path: '/0/private/AddOrder', nonce, body }, secret)).toBe(
      '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
    );
  });
});

describe('createNonces', () => {
  it('are microseconds of the clock, so that they go on over a restart', () => {
    expect(createNonces(createManualTimers(1_700_000_000_123))()).toBe('1700000000123000');
  });

  it('grow within a millisecond and while the clock is set back', () => {
    const timers = createManualTimers(1_700_000_000_000);
    const next = createNonces(timers);
    const [first, second] = [next(), next()];
    timers.leap(-3_600_000);
    const third = next();
    timers.leap(7_200_000);
    const fourth = next();
    expect(BigInt(second) > BigInt(first)).toBe(true);
    expect(BigInt(third) > BigInt(second)).toBe(true);
    expect(fourth).toBe('1700003600000000');
  });
});
