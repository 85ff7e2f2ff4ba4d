import { expect, it } from 'vitest';
import type { ProofTally } from '../fakes/money-proof.ts';
import { proveMoney } from '../fakes/money-proof.ts';

it('1,000,000 random fills with four kinds of fees: not a digit off the ledger beside, by three methods', () => {
  const tally: ProofTally = { fills: 0, checks: 0, flats: 0, turns: 0, splits: 0, moved: 0 };
  for (let session = 0; session < 1000; session++) proveMoney(`soak ${session}`, 1000, tally);
  expect(tally.fills).toBe(1_000_000);
  console.log('money proof', tally);
});
