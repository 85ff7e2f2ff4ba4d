import type { CoreCandle, ExchangeCore } from '../core/core-types.ts';

/** Seconds of each granularity. */
export const GRANULARITIES: Readonly<Record<string, number>> = {
  ONE_MINUTE: 60,
  FIVE_MINUTE: 300,
  FIFTEEN_MINUTE: 900,
  THIRTY_MINUTE: 1_800,
  ONE_HOUR: 3_600,
  TWO_HOUR: 7_200,
  FOUR_HOUR: 14_400,
  SIX_HOUR: 21_600,
  ONE_DAY: 86_400,
};

export const MOST_CANDLES = 350;

/** `start` in seconds; the rest are decimal texts. */
export type Bucket = {
  readonly start: string;
  readonly low: string;
  readonly high: string;
  readonly open: string;
  readonly close: string;
  readonly volume: string;
};

/** Buckets that begin from `fromSeconds` to `toSeconds`, both included. */
export type BucketRange = {
  readonly symbol: string;
  readonly seconds: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
};

export function bucketCount({ seconds, fromSeconds, toSeconds }: BucketRange): number {
  return Math.floor(toSeconds / seconds) - Math.ceil(fromSeconds / seconds) + 1;
}

/** Newest first; a bucket without a trade is missing. */
export function bucketsOf(core: ExchangeCore, range: BucketRange): readonly Bucket[] {
  const first = Math.ceil(range.fromSeconds / range.seconds);
  const edgesMs = Array.from({ length: Math.max(0, bucketCount(range)) + 1 }, (_, index) => {
    return (first + index) * range.seconds * 1000;
  });
  return core
    .candles(range.symbol, edgesMs)
    .filter(({ trades }) => trades > 0)
    .map(bucketOf)
    .reverse();
}

function bucketOf({ openTimeMs, low, high, open, close, volume }: CoreCandle): Bucket {
  return { start: String(openTimeMs / 1000), low, high, open, close, volume };
}
