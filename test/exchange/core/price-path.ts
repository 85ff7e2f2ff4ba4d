import { createChance, hash, share } from './chance.ts';
import type { SeededMarket } from './markets.ts';

const MINUTES = 1_440;
const KEPT_DAYS = 40;
/** Of one day's and one minute's logarithm of price. */
const DAY_SPREAD = 0.02;
const MINUTE_SPREAD = 0.0006;
const OCTAVES = 10;

export interface PricePath {
  /** Price at the start of a minute (counted from 1970), in 10^-pricePlaces. */
  openOf(minute: number): number;
}

/** The price as a function of time: days are joined smoothly, a day's minutes walk from one end of it to the other. */
export function createPricePath(market: SeededMarket): PricePath {
  const days = new Map<number, Float64Array>();
  return {
    openOf(minute) {
      const day = Math.floor(minute / MINUTES);
      let opens = days.get(day);
      if (!opens) {
        opens = walkOfDay(market, day);
        if (days.size >= KEPT_DAYS) days.delete(days.keys().next().value ?? day);
        days.set(day, opens);
      }
      return opens[minute - day * MINUTES] ?? 0;
    },
  };
}

function walkOfDay(market: SeededMarket, day: number): Float64Array {
  const chance = createChance(hash(market.seed, day, 1));
  const walk = new Float64Array(MINUTES + 1);
  for (let index = 1; index <= MINUTES; index++) {
    walk[index] = (walk[index - 1] ?? 0) + (chance() + chance() + chance() - 1.5) * 2 * MINUTE_SPREAD;
  }
  const from = logOfDay(market, day);
  const tilt = (logOfDay(market, day + 1) - from - (walk[MINUTES] ?? 0)) / MINUTES;
  const scale = market.basePrice * 10 ** market.pricePlaces;
  for (let index = 0; index <= MINUTES; index++) {
    walk[index] = Math.max(1, Math.round(scale * Math.exp(from + (walk[index] ?? 0) + tilt * index)));
  }
  return walk;
}

/** Smooth noise of one day to three years, so that price wanders but never runs away. */
function logOfDay(market: SeededMarket, day: number): number {
  let sum = 0;
  for (let octave = 0; octave < OCTAVES; octave++) {
    const period = 2 ** octave;
    const at = day / period;
    const left = Math.floor(at);
    const weight = at - left;
    const smooth = weight * weight * (3 - 2 * weight);
    const a = share(market.seed, left, 10 + octave) - 0.5;
    const b = share(market.seed, left + 1, 10 + octave) - 0.5;
    sum += (a + (b - a) * smooth) * DAY_SPREAD * Math.sqrt(period);
  }
  return sum;
}
