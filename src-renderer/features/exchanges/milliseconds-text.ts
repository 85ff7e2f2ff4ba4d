/** `12 ms`, `1.4 s`; with its sign where that is the point. */
export function millisecondsText(milliseconds: number, signed = false): string {
  const sign = signed && milliseconds > 0 ? '+' : '';
  const rounded = Math.round(milliseconds);
  return Math.abs(rounded) < 1000 ? `${sign}${rounded} ms` : `${sign}${(milliseconds / 1000).toFixed(1)} s`;
}
