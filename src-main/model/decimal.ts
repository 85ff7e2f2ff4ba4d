/** Plain decimal text and its fixed-point integer: `'1.25'` at scale 2 is `125n`. No exponents in, none out. */

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Of all that money is written in; each power is otherwise multiplied anew for every text that is read. */
const POWERS = Array.from({ length: 41 }, (_, exponent) => 10n ** BigInt(exponent));
const powerOf10 = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

/** Divides rounding half away from zero ("half up" for positive values). `divisor` must be positive. */
export function divideHalfUp(value: bigint, divisor: bigint): bigint {
  const half = divisor >> 1n;
  return value >= 0n ? (value + half) / divisor : -((-value + half) / divisor);
}

/** Divides rounding towards minus infinity. `divisor` must be positive. */
export function divideFloor(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient;
}

/** Divides rounding towards plus infinity. `divisor` must be positive. */
export function divideCeil(value: bigint, divisor: bigint): bigint {
  return -divideFloor(-value, divisor);
}

/**
 * Reads decimal text (`12`, `-0.5`, `1e-7`) as an integer count of 10^-scale. Digits beyond the scale round half up.
 * Throws RangeError when the text is not a finite decimal number.
 */
export function parseDecimal(text: string, scale: number): bigint {
  const match = DECIMAL.exec(text.trim());
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') throw new RangeError(`"${text}" is not a decimal number`);
  const shift = scale - fraction.length + Number(match[4] ?? '0');
  if (!(Math.abs(shift) < 400)) throw new RangeError(`"${text}" is out of range`);
  const digits = BigInt(whole + fraction);
  const units = shift >= 0 ? digits * powerOf10(shift) : divideHalfUp(digits, powerOf10(-shift));
  return match[1] === '-' ? -units : units;
}

/** Shortest decimal text of a fixed-point integer: no trailing zeros, no exponent, no `-0`. */
export function formatDecimal(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
