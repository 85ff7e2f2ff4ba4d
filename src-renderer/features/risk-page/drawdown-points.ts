/** Equity below its highest until then, as a share of that; 0 at a peak. Same length as the curve. */
export function drawdownsOf(equity: Float64Array): Float64Array {
  const drawdowns = new Float64Array(equity.length);
  let peak = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < equity.length; index++) {
    const value = equity[index] as number;
    peak = Math.max(peak, value);
    drawdowns[index] = peak > 0 ? Math.max(0, (peak - value) / peak) : 0;
  }
  return drawdowns;
}

export type DrawingSpan = { readonly fromMs: number; readonly toMs: number; readonly deepest: number };

/** Points of a polyline in a box of 1000 by 100: time to the right, drawdown downwards. At most 1000, the deepest kept. */
export function polylineOf(
  timeMs: Float64Array,
  drawdowns: Float64Array,
  { fromMs, toMs, deepest }: DrawingSpan,
): string {
  const lengthMs = Math.max(1, toMs - fromMs);
  const deepestAt = new Map<number, number>();
  for (let index = 0; index < timeMs.length; index++) {
    const x = Math.round((((timeMs[index] as number) - fromMs) / lengthMs) * 1000);
    deepestAt.set(x, Math.max(deepestAt.get(x) ?? 0, drawdowns[index] as number));
  }
  return [...deepestAt].map(([x, depth]) => `${x},${round((depth / deepest) * 100)}`).join(' ');
}

const round = (value: number): number => Math.round(value * 100) / 100;
