/** Exact sum of two plain decimal texts; nothing passes through a float. */
export function addDecimals(left: string, right: string): string {
  const places = Math.max(fractionOf(left).length, fractionOf(right).length);
  return textOf(unitsOf(left, places) + unitsOf(right, places), places);
}

export function subtractDecimals(left: string, right: string): string {
  const places = Math.max(fractionOf(left).length, fractionOf(right).length);
  return textOf(unitsOf(left, places) - unitsOf(right, places), places);
}

const fractionOf = (text: string): string => text.split('.')[1] ?? '';

function unitsOf(text: string, places: number): bigint {
  const [whole = '0'] = text.split('.');
  return BigInt(`${whole}${fractionOf(text).padEnd(places, '0')}`);
}

function textOf(units: bigint, places: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return places === 0 || fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
