import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { Candle, CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';

export type TapeOptions = {
  readonly bars: number;
  /** Share of steps that leave bars out. */
  readonly gapShare?: number;
  readonly firstPrice?: number;
  /** Decimal places of the prices. */
  readonly places?: number;
  /** Usual size of a move from bar to bar, as a fraction. */
  readonly volatility?: number;
  readonly firstMs?: number;
};

/** Minute candles of a random walk that the seed fixes; a bar opens near the close before it. */
export function seededCandles(seed: string, options: TapeOptions): Candle[] {
  const { bars, gapShare = 0, firstPrice = 100, places = 2, volatility = 0.004 } = options;
  const random = createSeededRandom(seed);
  const round = (value: number) => Math.max(10 ** -places, Number(value.toFixed(places)));
  /** Sum of four uniforms: near enough to a bell, centred on 0. */
  const bell = () => random.next() + random.next() + random.next() + random.next() - 2;
  let timeMs = options.firstMs ?? Date.UTC(2024, 0, 1);
  let price = firstPrice;
  return Array.from({ length: bars }, () => {
    timeMs += 60_000 * (random.next() < gapShare ? 1 + Math.floor(random.next() * 2000) : 1);
    const open = round(price * (1 + bell() * volatility * 0.2));
    const close = round(open * (1 + bell() * volatility));
    const high = round(Math.max(open, close) * (1 + random.next() * volatility));
    const low = round(Math.min(open, close) * (1 - random.next() * volatility));
    price = close;
    return {
      openTimeMs: timeMs,
      open,
      high: Math.max(high, open, close),
      low: Math.min(low, open, close),
      close,
      volume: round(random.next() * 50),
    };
  });
}

export function seededTape(seed: string, options: TapeOptions): CandleColumns {
  return candleColumnsOf(seededCandles(seed, options));
}
