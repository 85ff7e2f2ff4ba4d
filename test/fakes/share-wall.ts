import fc from 'fast-check';
import { shareToMoney } from '../../src-main/engine/risk/sizing/share-to-money.ts';
import { parseDecimal } from '../../src-main/model/decimal.ts';
import type { Money } from '../../src-main/model/money.ts';

const SCALE = 340;

/** The decimal that a float64 reads as: its shortest text, exact. */
function exactly(value: number): { readonly top: bigint; readonly bottom: bigint } {
  return { top: parseDecimal(String(value), SCALE), bottom: 10n ** BigInt(SCALE) };
}

/** Money never says more than the float reads as, never more than the most, and less than the float by a hair at most. */
export function expectShareWall(runs: number): void {
  const money = fc.bigInt({ min: 0n, max: 10n ** 32n });
  const share = fc.oneof(
    fc.double({ min: 0, max: 2 }),
    fc.double(),
    fc.constantFrom(0.1, 0.3, 1 / 3, 1e-13, 1, -0, -1),
  );
  fc.assert(
    fc.property(money, share, money, (amount, float, most) => {
      const part = shareToMoney(amount as Money, float, most as Money);
      if (part < 0n || part > most) return false;
      if (!(float > 0)) return part === 0n;
      if (float >= 9000) return part === (amount > 0n ? most : 0n);
      const { top, bottom } = exactly(float);
      const exact = (amount * top) / bottom;
      const hair = amount / 10n ** 12n + (amount * top) / bottom / 10n ** 12n + 2n;
      return part <= exact && (part === most || exact - part <= hair + amount / 10n ** 12n);
    }),
    { numRuns: runs, seed: 20_261_121 },
  );
}
