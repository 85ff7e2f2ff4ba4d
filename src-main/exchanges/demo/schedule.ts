import { mix, unit } from './hash.ts';

export const DEMO_REGIMES = ['trend', 'range', 'crisis'] as const;
export type DemoRegime = (typeof DEMO_REGIMES)[number];

/** Blocks in an era: the span between two long-range anchors of the price, 45.5 days. */
export const ERA_BLOCKS = 128;

/** A stretch of one regime. Blocks count from the era's start. */
export type Segment = {
  readonly firstBlock: number;
  readonly blocks: number;
  readonly regime: DemoRegime;
  /** A crisis of the whole market, not of this symbol alone. */
  readonly shared: boolean;
  readonly direction: 1 | -1;
  /** In [0, 1): how strong the trend or the fall is among its kind. */
  readonly strength: number;
};

/** Each third of an era has one crisis of the whole market, so that any 30 days show all regimes. */
const CRISIS_WINDOWS = [0, 42, 84, ERA_BLOCKS] as const;

/** Crises of the whole market in an era, one to three blocks (8.5 to 25.6 hours) each. */
function marketCrises(marketKey: number, era: number): readonly Segment[] {
  return CRISIS_WINDOWS.slice(0, -1).map((windowStart, window) => {
    const key = mix(mix(marketKey, era), window);
    const blocks = 1 + (mix(key, 1) % 3);
    const room = (CRISIS_WINDOWS[window + 1] as number) - windowStart - blocks;
    const firstBlock = windowStart + (mix(key, 2) % room);
    return { firstBlock, blocks, regime: 'crisis', shared: true, direction: -1, strength: unit(mix(key, 3)) };
  });
}

/** The regimes of one symbol over an era, without a hole: the market's crises, and its own trends and ranges between. */
export function createSchedule(marketKey: number, ownKey: number, era: number): readonly Segment[] {
  const segments: Segment[] = [];
  const eraKey = mix(ownKey, era);
  let block = 0;
  for (const crisis of [...marketCrises(marketKey, era), undefined]) {
    const endBlock = crisis?.firstBlock ?? ERA_BLOCKS;
    while (block < endBlock) {
      const segment = ownSegment(segments, mix(eraKey, block), { block, endBlock, marketKey, era });
      segments.push(segment);
      block += segment.blocks;
    }
    if (crisis === undefined) break;
    segments.push(crisis);
    block = crisis.firstBlock + crisis.blocks;
  }
  return segments;
}

type Place = { readonly block: number; readonly endBlock: number; readonly marketKey: number; readonly era: number };

/** A trend or range of two to six blocks, seldom a crisis of the symbol's own; never three alike in a row. */
function ownSegment(before: readonly Segment[], key: number, place: Place): Segment {
  const { block, endBlock } = place;
  const chance = unit(mix(key, 1));
  const drawn: DemoRegime = chance < 0.03 ? 'crisis' : chance < 0.5 ? 'trend' : 'range';
  const alike = before.length >= 2 && before.slice(-2).every((segment) => segment.regime === drawn);
  const regime: DemoRegime = alike ? (drawn === 'range' ? 'trend' : 'range') : drawn;
  const length = regime === 'crisis' ? 1 : 2 + (mix(key, 2) % 5);
  return {
    firstBlock: block,
    blocks: Math.min(length, endBlock - block),
    regime,
    shared: false,
    direction: directionOf(key, place),
    strength: unit(mix(key, 4)),
  };
}

/** Seven of ten symbols trend the way the market leans in these weeks. */
function directionOf(key: number, { block, marketKey, era }: Place): 1 | -1 {
  const lean = unit(mix(mix(marketKey, era), 100 + (block >> 5))) < 0.54 ? 1 : -1;
  return unit(mix(key, 3)) < 0.7 ? lean : (-lean as 1 | -1);
}
