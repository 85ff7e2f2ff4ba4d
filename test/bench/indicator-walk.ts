import type { Candle } from '../../src-main/model/candle.ts';

/** A random walk from a fixed seed. */
export function walk(count: number): Candle[] {
  let [state, price] = [20_240_611, 64_000.5];
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 4_294_967_296 + 0.5;
  };
  return Array.from({ length: count }, (_, i) => {
    const open = price;
    price *= 1 + (random() - 0.5) * 0.01;
    const [high, low] = [Math.max(open, price) * (1 + random() / 500), Math.min(open, price) * (1 - random() / 500)];
    return { openTimeMs: i * 60_000, open, high, low, close: price, volume: random() * 100 };
  });
}
