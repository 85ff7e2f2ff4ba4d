/** One fall of equity below its highest point so far. Times are open times of candles, UTC. */
export type DrawdownSpell = {
  /** The candle of the peak; the first candle when it was the starting capital. */
  readonly fromMs: number;
  readonly lowestMs: number;
  /** The first candle at or above the peak again; null when it never was. */
  readonly regainedMs: number | null;
  /** 1 − lowest ÷ peak, a positive fraction. */
  readonly depth: number;
};

/** The `most` deepest falls, deepest first, the earlier of equals first. Equity per candle, the capital the first peak. */
export function drawdownTable(
  timeMs: Float64Array,
  equity: Float64Array,
  startingCapital: number,
  most = 5,
): DrawdownSpell[] {
  return spellsOf(timeMs, equity, startingCapital)
    .sort((a, b) => b.depth - a.depth || a.fromMs - b.fromMs)
    .slice(0, most);
}

function spellsOf(timeMs: Float64Array, equity: Float64Array, startingCapital: number): DrawdownSpell[] {
  const spells: DrawdownSpell[] = [];
  let peak = startingCapital;
  let peakMs = timeMs[0] ?? 0;
  let open: DrawdownSpell | null = null;
  for (let row = 0; row < equity.length; row++) {
    const value = equity[row] as number;
    const now = timeMs[row] as number;
    if (value >= peak) {
      if (open !== null) spells.push({ ...open, regainedMs: now });
      open = null;
      peak = value;
      peakMs = now;
      continue;
    }
    const depth = 1 - value / peak;
    if (open === null || depth > open.depth) open = { fromMs: peakMs, lowestMs: now, regainedMs: null, depth };
  }
  return open === null ? spells : [...spells, open];
}
