/**
 * How far a price has come back from the last swing towards the one before, in percent with one decimal (halves to even, as
 * numpy rounds): 0 at `from` (the last swing), 100 at `to`, negative beyond `from`; 0 when the two are equal.
 */
export function retracementPercent(price: number, from: number, to: number): number {
  const distance = from - to;
  if (distance === 0) return 0;
  return roundToTenth(100 - ((price - to) / distance) * 100);
}

function roundToTenth(value: number): number {
  const tenths = value * 10;
  const below = Math.floor(tenths);
  const rest = tenths - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (up ? below + 1 : below) / 10;
}
