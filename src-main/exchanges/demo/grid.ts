/** A tick or step as whole numbers, so that what lies on the grid leaves as a clean decimal: `count × mantissa ÷ scale`. */
export type Grid = {
  readonly mantissa: number;
  /** A power of ten. */
  readonly scale: number;
  /** Grid counts in one unit. */
  readonly perUnit: number;
};

/** Reads plain decimal text such as `0.0005`. */
export function gridFromText(text: string): Grid {
  const [whole = '', fraction = ''] = text.split('.');
  const mantissa = Number(whole + fraction);
  const scale = Number(`1e${fraction.length}`);
  return { mantissa, scale, perUnit: scale / mantissa };
}

/** One division of two exact whole numbers: the nearest float64 to the decimal, which prints as that decimal. */
export function gridValue(grid: Grid, count: number): number {
  return (count * grid.mantissa) / grid.scale;
}
