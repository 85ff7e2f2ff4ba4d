import type { EraPath } from './era-path.ts';
import { commonVolatility, driftShare, ownVolatility } from './era-path.ts';
import { exponential } from './exponential.ts';
import type { Segment } from './schedule.ts';
import { ERA_BLOCKS } from './schedule.ts';
import type { SymbolModel } from './symbol-model.ts';
import type { WalkBlock } from './walk.ts';
import { BLOCK_MINUTES } from './walk.ts';

/** The middle price of one symbol over a block, minute by minute. */
export type BlockPath = {
  readonly block: number;
  readonly segment: Segment;
  /** At each minute's start; one more than minutes. */
  readonly middle: Float64Array;
  /** Standard deviation of the log price over each minute. */
  readonly deviation: Float64Array;
};

/** The walks a symbol is made of, over the same block. */
export type BlockWalks = { readonly market: WalkBlock; readonly sector: WalkBlock; readonly own: WalkBlock };

export function eraOfBlock(block: number): number {
  return Math.floor(block / ERA_BLOCKS);
}

export function createBlockPath(model: SymbolModel, era: EraPath, block: number, walks: BlockWalks): BlockPath {
  const blockInEra = block - eraOfBlock(block) * ERA_BLOCKS;
  const index = era.segmentOfBlock[blockInEra] as number;
  const segment = era.segments[index] as Segment;
  const blockInSegment = blockInEra - segment.firstBlock;
  const common = commonVolatility(segment, blockInSegment);
  const loadings = {
    market: common * model.marketLoading,
    sector: common * model.sectorLoading,
    own: ownVolatility(segment, blockInSegment) * model.ownLoading,
  };
  const drift = era.drifts[index] as number;
  const driftBefore = drift * driftShare(segment, blockInSegment / segment.blocks);
  const level = era.levels[blockInEra] as number;
  const middle = new Float64Array(BLOCK_MINUTES + 1);
  for (let minute = 0; minute <= BLOCK_MINUTES; minute++) {
    const x = (blockInSegment + minute / BLOCK_MINUTES) / segment.blocks;
    const noise =
      loadings.market * (walks.market.position[minute] as number) +
      loadings.sector * (walks.sector.position[minute] as number) +
      loadings.own * (walks.own.position[minute] as number);
    const trend = drift * driftShare(segment, x) - driftBefore + era.rampPerMinute * minute;
    middle[minute] = model.basePrice * exponential(level + noise + trend);
  }
  return { block, segment, middle, deviation: deviations(loadings, walks) };
}

type Loadings = { readonly market: number; readonly sector: number; readonly own: number };

function deviations(loadings: Loadings, walks: BlockWalks): Float64Array {
  const deviation = new Float64Array(BLOCK_MINUTES);
  for (let minute = 0; minute < BLOCK_MINUTES; minute++) {
    deviation[minute] = Math.sqrt(
      loadings.market * loadings.market * (walks.market.variance[minute] as number) +
        loadings.sector * loadings.sector * (walks.sector.variance[minute] as number) +
        loadings.own * loadings.own * (walks.own.variance[minute] as number),
    );
  }
  return deviation;
}
