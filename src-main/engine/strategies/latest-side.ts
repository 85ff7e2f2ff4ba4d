/** 1 up, −1 down, 0 neither. */
export type BarSide = -1 | 0 | 1;

/**
 * The side of the latest bar that had one, looking back from the bar before now; 0 when none had as far back as `isKnown`.
 * A strategy that remembers a side asks this at its first bar, so that one that was started again goes on where it was.
 */
export function latestSide(sideAt: (barsAgo: number) => BarSide, isKnown: (barsAgo: number) => boolean): BarSide {
  for (let ago = 1; isKnown(ago); ago++) {
    const side = sideAt(ago);
    if (side !== 0) return side;
  }
  return 0;
}
