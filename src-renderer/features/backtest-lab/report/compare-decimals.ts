/** Order of two decimal texts by their exact value: negative, 0 or positive, as a sort wants it. */
export function compareDecimals(left: string, right: string): number {
  const places = Math.max(fractionOf(left).length, fractionOf(right).length);
  const difference = scaled(left, places) - scaled(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const fractionOf = (text: string): string => text.split('.')[1] ?? '';

function scaled(text: string, places: number): bigint {
  const [whole = '0'] = text.split('.');
  return BigInt(`${whole}${fractionOf(text).padEnd(places, '0')}`);
}
