import fc from 'fast-check';
import { type Candle, type CandleColumns, candleColumnsOf } from '../../../../../src-main/model/candle.ts';

/** How the prices of a run move: what breaks recursions is flat, huge, tiny, jumping and decaying prices. */
const SHAPES = ['walk', 'flat', 'steps', 'jump', 'decay', 'zigzag'] as const;

/** A small generator of our own, so that a failing run prints as a seed and not as a thousand candles. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Shape = (typeof SHAPES)[number];

function nextPrice(price: number, start: number, shape: Shape, random: () => number): number {
  switch (shape) {
    case 'walk':
      return price * (1 + (random() - 0.5) * 0.02);
    case 'flat':
      return price;
    case 'steps':
      return random() < 0.05 ? start * (0.5 + random()) : price;
    case 'jump':
      return random() < 0.02 ? start * 10 ** Math.floor(random() * 8 - 4) : price * (1 + (random() - 0.5) * 1e-6);
    case 'decay':
      return start + (price - start * 0.999) * 0.7;
    case 'zigzag':
      return price === start ? start * 1.01 : start;
  }
}

function makeCandles(settings: { seed: number; count: number; start: number; shape: Shape; volume: number }): Candle[] {
  const random = randomOf(settings.seed);
  const candles: Candle[] = [];
  let [price, openTimeMs] = [settings.start, 1_600_000_000_000];
  for (let i = 0; i < settings.count; i++) {
    const open = price;
    price = nextPrice(price, settings.start, settings.shape, random);
    const wick = settings.shape === 'flat' || settings.shape === 'steps' ? 0 : price * 0.005;
    const high = Math.max(open, price) + wick * random();
    const low = Math.min(open, price) - wick * random();
    const volume = random() < 0.1 ? 0 : settings.volume * random();
    candles.push({ openTimeMs, open, high, low, close: price, volume });
    openTimeMs += random() < 0.02 ? 3_600_000 * 30 : 3_600_000;
  }
  return candles;
}

/** Up to `maxCount` hourly candles with gaps, prices 1e-9 to 1e12, volumes with zeros among them. */
export function arbitraryCandles(maxCount: number): fc.Arbitrary<{ rows: Candle[]; columns: CandleColumns }> {
  return fc
    .record({
      seed: fc.integer(),
      count: fc.integer({ min: 0, max: maxCount }),
      start: fc.constantFrom(1e-9, 0.1, 1, 99.95, 64_000, 1e12),
      shape: fc.constantFrom(...SHAPES),
      volume: fc.constantFrom(0, 1, 1234.5, 1e9),
    })
    .map((settings) => {
      const rows = makeCandles(settings);
      return { rows, columns: candleColumnsOf(rows) };
    });
}
