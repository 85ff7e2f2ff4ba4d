/** The digit at `at`, or -1 when there is none before `to`. */
export function digitAt(text: string, at: number, to: number): number {
  if (at >= to) return -1;
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** The number of exactly `count` digits at `at`, or -1 when one of them is missing. */
export function readDigits(text: string, at: number, count: number, to: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = digitAt(text, index, to);
    if (digit < 0) return -1;
    value = value * 10 + digit;
  }
  return value;
}
