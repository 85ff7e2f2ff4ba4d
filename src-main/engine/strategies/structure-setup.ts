import type { ValueReader } from '../indicators/value-reader.ts';

/** Where a break of structure is to be entered, and where that proves wrong or right. Prices; all above 0. */
export type StructureSetup = {
  /** The kind of zone it enters at: the entry's tag. */
  readonly tag: ZoneTag;
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
};

export type ZoneTag = 'fvg' | 'order-block';

/** A zone's edges: `near` is the one the price comes to first. */
export type ZoneReaders = { readonly tag: ZoneTag; readonly near: ValueReader; readonly far: ValueReader };

/** What a setup is read from. */
export type SetupReaders = {
  readonly high: ValueReader;
  readonly low: ValueReader;
  readonly close: ValueReader;
  readonly range: ValueReader;
  /** Has the level at the bar that made the wanted break known. */
  readonly wanted: ValueReader;
  /** Breaks the other way round, which end what was wanted. */
  readonly opposite: readonly ValueReader[];
  /** The swing the structure rests on: the low for a long, the high for a short. */
  readonly swing: ValueReader;
  readonly zones: readonly ZoneReaders[];
};

export type SetupTerms = {
  /** 1 long, −1 short. */
  readonly sign: 1 | -1;
  readonly entryAt: 'edge' | 'middle';
  readonly validBars: number;
  readonly stopBuffer: number;
  readonly rewardToRisk: number;
};

/**
 * The setup that is alive at now, null when there is none. It follows from the bars alone: a bot that was started again finds
 * the one it had. Its bars are read back to the break, no more than `validBars`.
 */
export function setupAtNow(readers: SetupReaders, terms: SetupTerms): StructureSetup | null {
  const brokenAgo = latestBreak(readers, terms.validBars);
  for (let ago = brokenAgo; ago >= 0; ago--) {
    const setup = setupAt(readers, terms, { ago, brokenAgo });
    if (setup !== null) return isUsed(readers, terms.sign, setup.entry, ago) ? null : setup;
  }
  return null;
}

/** Bars since the wanted break; −1 when there was none, or one the other way round after it. */
function latestBreak({ wanted, opposite }: SetupReaders, validBars: number): number {
  for (let ago = 0; ago < validBars; ago++) {
    if (!Number.isNaN(wanted.at(ago))) return ago;
    for (const levels of opposite) if (!Number.isNaN(levels.at(ago))) return -1;
  }
  return -1;
}

/** The zone the price comes to first of those between the swing and the close of that bar. */
function setupAt(
  readers: SetupReaders,
  { sign, entryAt, stopBuffer, rewardToRisk }: SetupTerms,
  { ago, brokenAgo }: { readonly ago: number; readonly brokenAgo: number },
): StructureSetup | null {
  const swing = readers.swing.at(brokenAgo);
  const stop = swing - sign * stopBuffer * readers.range.at(ago);
  let best: StructureSetup | null = null;
  for (const { tag, near, far } of readers.zones) {
    const entry = entryAt === 'edge' ? near.at(ago) : (near.at(ago) + far.at(ago)) / 2;
    const target = entry + rewardToRisk * (entry - stop);
    // Written so that a price that is not there (NaN) makes no setup.
    const lies = sign * (far.at(ago) - swing) >= 0 && sign * (readers.close.at(ago) - entry) > 0;
    if (!lies || !(sign * (entry - stop) > 0 && stop > 0 && target > 0)) continue;
    if (best === null || sign * (entry - best.entry) > 0) best = { tag, entry, stop, target };
  }
  return best;
}

/** Whether a bar since has traded beyond the entry: it was filled there, or it came through and is worth nothing any more. */
function isUsed(readers: SetupReaders, sign: 1 | -1, entry: number, foundAgo: number): boolean {
  const reaching = sign === 1 ? readers.low : readers.high;
  for (let ago = foundAgo - 1; ago >= 0; ago--) if (sign * (reaching.at(ago) - entry) < 0) return true;
  return false;
}
