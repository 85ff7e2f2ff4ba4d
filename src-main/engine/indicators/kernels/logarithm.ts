/**
 * Logarithm and exponential made of + − × ÷ alone. Math.log and Math.exp are not exact in the language's definition, so two
 * runtimes may differ in the last bit; these do not. Accurate to about 1e-15 relative.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const ROOT_HALF = Math.sqrt(0.5);
const TWO_32 = 4_294_967_296;

/** Natural logarithm; NaN below 0, −Infinity at 0. */
export function naturalLogarithm(x: number): number {
  const numbers = Float64Array.of(x);
  takeLogarithm(numbers, 0);
  return numbers[0] as number;
}

/**
 * Puts the natural logarithm in the place of a number, for steps, where a number handed over would be boxed.
 * ln(m·2^e) = e·ln 2 + 2·artanh((m − 1) ÷ (m + 1)), m around 1.
 */
export function takeLogarithm(numbers: Float64Array, index: number): void {
  let mantissa = numbers[index] as number;
  if (mantissa === Number.POSITIVE_INFINITY) return;
  if (!(mantissa > 0)) {
    numbers[index] = mantissa === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
    return;
  }
  let exponent = 0;
  for (; mantissa >= TWO_32; exponent += 32) mantissa /= TWO_32;
  for (; mantissa < 1 / TWO_32; exponent -= 32) mantissa *= TWO_32;
  for (; mantissa >= 2 * ROOT_HALF; exponent++) mantissa /= 2;
  for (; mantissa < ROOT_HALF; exponent--) mantissa *= 2;
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series = 0;
  for (let k = 25; k >= 3; k -= 2) series = z * (1 / k + series);
  numbers[index] = exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}

/** e^x: e^(k·ln 2 + r) = 2^k · e^r with |r| at most half of ln 2, by its power series. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  const k = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let series = 1;
  for (let n = 16; n >= 1; n--) series = 1 + (r / n) * series;
  for (let left = k; left > 0; left--) series *= 2;
  for (let left = k; left < 0; left++) series /= 2;
  return series;
}
