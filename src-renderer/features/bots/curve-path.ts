/** A curve as an SVG path that fills a box, at most a point a pixel; empty without two points. */
export function curvePath(values: ArrayLike<number>, width: number, height: number): string {
  if (values.length < 2) return '';
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at] as number);
    high = Math.max(high, values[at] as number);
  }
  const span = high - low || 1;
  const points = Math.min(values.length, width);
  const parts = Array.from({ length: points }, (_, point) => {
    const value = values[Math.round((point / (points - 1)) * (values.length - 1))] as number;
    const x = ((point / (points - 1)) * width).toFixed(1);
    return `${point === 0 ? 'M' : 'L'}${x} ${(height - ((value - low) / span) * height).toFixed(1)}`;
  });
  return parts.join('');
}
