import { gaussian } from './hash.ts';
import type { Segment } from './schedule.ts';
import { createSchedule, ERA_BLOCKS } from './schedule.ts';
import type { SymbolModel } from './symbol-model.ts';
import { BLOCK_MINUTES, blockIncrement } from './walk.ts';

/** The log price of one symbol over an era, at block boundaries, relative to its base price. */
export type EraPath = {
  readonly segments: readonly Segment[];
  /** Index into `segments` of each block. */
  readonly segmentOfBlock: Uint8Array;
  /** At each block's start; one more than blocks. */
  readonly levels: Float64Array;
  /** What the regime adds to the log price over each whole segment. */
  readonly drifts: Float64Array;
  /** What is added each minute so that the era ends at the next anchor. */
  readonly rampPerMinute: number;
};

/** Volatility of the first, second and third block of a crisis, as multiples of the calm one. */
const CRISIS_VOLATILITY = [4.8, 4, 3.2] as const;
/** In a crisis of the whole market the own moves grow less: symbols move together. */
const SHARED_CRISIS_OWN_VOLATILITY = 3;
const RANGE_VOLATILITY = 0.75;
/** Part of a range's wandering that is taken back by its end. */
const RANGE_RETURN = 0.85;

const MARKET_ANCHOR_DEVIATION = 0.14;
const OWN_ANCHOR_DEVIATION = 0.16;

/** Volatility of the moves shared with the market and sector, as a multiple of the calm one. */
export function commonVolatility(segment: Segment, blockInSegment: number): number {
  if (segment.regime === 'range') return RANGE_VOLATILITY;
  if (segment.regime === 'trend' || !segment.shared) return 1;
  return CRISIS_VOLATILITY[blockInSegment] ?? 3;
}

export function ownVolatility(segment: Segment, blockInSegment: number): number {
  if (segment.regime === 'range') return RANGE_VOLATILITY;
  if (segment.regime === 'trend') return 1;
  return segment.shared ? SHARED_CRISIS_OWN_VOLATILITY : 1.4 * (CRISIS_VOLATILITY[blockInSegment] ?? 3);
}

function smoothStep(x: number): number {
  const bounded = Math.max(0, Math.min(1, x));
  return bounded * bounded * (3 - 2 * bounded);
}

/**
 * Share of the segment's drift that has happened at `x` of its length: even, or a fall that is partly taken back. When a
 * fall turns and how much comes back differ from crisis to crisis.
 */
export function driftShare(segment: Segment, x: number): number {
  if (segment.regime !== 'crisis') return x;
  const odd = segment.strength * 7 - Math.floor(segment.strength * 7);
  const turn = 0.25 + 0.45 * odd;
  return smoothStep(x / turn) - (0.6 - 0.5 * odd) * smoothStep((x - turn) / (1 - turn));
}

function blockNoise(model: SymbolModel, segment: Segment, blockInSegment: number, block: number): number {
  const common =
    model.marketLoading * blockIncrement(model.keys.market, block) +
    model.sectorLoading * blockIncrement(model.keys.sector, block);
  const own = model.ownLoading * blockIncrement(model.keys.own, block);
  return commonVolatility(segment, blockInSegment) * common + ownVolatility(segment, blockInSegment) * own;
}

function segmentDrift(model: SymbolModel, segment: Segment, noise: number): number {
  const calmMove = model.minuteDeviation * Math.sqrt(BLOCK_MINUTES * segment.blocks);
  if (segment.regime === 'range') return -RANGE_RETURN * noise;
  if (segment.regime === 'trend') return segment.direction * (0.9 + segment.strength) * calmMove;
  return segment.direction * (2 + 2.4 * segment.strength) * calmMove;
}

/** Where the price stands at the start of `era`: drawn anew each era around the base price, so it never runs away. */
function anchor(model: SymbolModel, era: number): number {
  return (
    MARKET_ANCHOR_DEVIATION * gaussian(model.keys.marketSchedule ^ 0x6a09e667, era) +
    OWN_ANCHOR_DEVIATION * gaussian(model.keys.ownSchedule ^ 0x6a09e667, era)
  );
}

export function createEraPath(model: SymbolModel, era: number): EraPath {
  const segments = createSchedule(model.keys.marketSchedule, model.keys.ownSchedule, era);
  const segmentOfBlock = new Uint8Array(ERA_BLOCKS);
  const levels = new Float64Array(ERA_BLOCKS + 1);
  const drifts = new Float64Array(segments.length);
  levels[0] = anchor(model, era);
  segments.forEach((segment, index) => {
    segmentOfBlock.fill(index, segment.firstBlock, segment.firstBlock + segment.blocks);
    drifts[index] = walkSegment(model, segment, era, levels);
  });
  const ramp = (anchor(model, era + 1) - (levels[ERA_BLOCKS] as number)) / ERA_BLOCKS;
  for (let block = 1; block <= ERA_BLOCKS; block++) levels[block] = (levels[block] as number) + ramp * block;
  return { segments, segmentOfBlock, levels, drifts, rampPerMinute: ramp / BLOCK_MINUTES };
}

/** Writes the levels after each block of the segment; returns the segment's drift. */
function walkSegment(model: SymbolModel, segment: Segment, era: number, levels: Float64Array): number {
  const start = levels[segment.firstBlock] as number;
  let noise = 0;
  for (let index = 0; index < segment.blocks; index++) {
    noise += blockNoise(model, segment, index, era * ERA_BLOCKS + segment.firstBlock + index);
    levels[segment.firstBlock + index + 1] = start + noise;
  }
  const drift = segmentDrift(model, segment, noise);
  for (let index = 1; index <= segment.blocks; index++) {
    const at = segment.firstBlock + index;
    levels[at] = (levels[at] as number) + drift * driftShare(segment, index / segment.blocks);
  }
  return drift;
}
