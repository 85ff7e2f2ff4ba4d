const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * e^x for −20 ≤ x ≤ 20, relative error below 1e-15, from additions and multiplications alone: those are exact to the bit
 * in IEEE 754, while Math.exp may differ between builds of V8. Range reduction to ±ln2/2, then the Taylor series.
 */
export function exponential(x: number): number {
  const doublings = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let sum = 1;
  for (let term = 13; term >= 1; term--) sum = 1 + (rest / term) * sum;
  for (let count = doublings; count > 0; count--) sum *= 2;
  for (let count = doublings; count < 0; count++) sum /= 2;
  return sum;
}
