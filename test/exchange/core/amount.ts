/** Exact amounts: bigint at 1e-12. */
export const UNIT = 1_000_000_000_000n;
const PLACES = 12;

/** Digits beyond the twelfth place are cut off. @throws on anything but a plain decimal number */
export function toAmount(text: string): bigint {
  const parts = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  if (!parts) throw new Error(`amount ${JSON.stringify(text)}: expected a plain decimal number`);
  const fraction = (parts[3] ?? '').slice(0, PLACES).padEnd(PLACES, '0');
  const magnitude = BigInt(parts[2] ?? '0') * UNIT + BigInt(fraction);
  return parts[1] === '-' ? -magnitude : magnitude;
}

/** Without trailing zeros and without an exponent. */
export function toText(amount: bigint): string {
  const magnitude = amount < 0n ? -amount : amount;
  const fraction = (magnitude % UNIT).toString().padStart(PLACES, '0').replace(/0+$/, '');
  const whole = (magnitude / UNIT).toString();
  return `${amount < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Cut off at 1e-12. */
export function multiply(a: bigint, b: bigint): bigint {
  return (a * b) / UNIT;
}

export function divide(a: bigint, b: bigint): bigint {
  return (a * UNIT) / b;
}

export function floorTo(amount: bigint, step: bigint): bigint {
  return step > 0n ? amount - (amount % step) : amount;
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Counts of 10^-places, as the market's own path keeps them, in exact text. */
export function unitsToText(units: number, places: number): string {
  return toText(BigInt(units) * 10n ** BigInt(PLACES - places));
}

/** The same as an amount. */
export function unitsToAmount(units: number, places: number): bigint {
  return BigInt(units) * 10n ** BigInt(PLACES - places);
}

/** Exact when the amount is a multiple of 10^-places; otherwise cut off. */
export function amountToUnits(amount: bigint, places: number): number {
  return Number(amount / 10n ** BigInt(PLACES - places));
}

export function placesOf(text: string): number {
  return (text.split('.')[1] ?? '').replace(/0+$/, '').length;
}
