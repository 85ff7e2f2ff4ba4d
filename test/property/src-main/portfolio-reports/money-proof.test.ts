import { expect, it } from 'vitest';
import type { ProofTally } from '../../../fakes/money-proof.ts';
import { proveMoney } from '../../../fakes/money-proof.ts';

/** A sample of the million in test/soak. */
it('20,000 random fills with four kinds of fees: not a digit off the ledger beside, by three methods', () => {
  const tally: ProofTally = { fills: 0, checks: 0, flats: 0, turns: 0, splits: 0, moved: 0 };
  for (let session = 0; session < 20; session++) proveMoney(`sample ${session}`, 1000, tally);
  expect(tally.fills).toBe(20_000);
  expect(tally.checks).toBeGreaterThan(200_000);
  for (const seen of [tally.flats, tally.turns, tally.splits, tally.moved]) expect(seen).toBeGreaterThan(500);
});
