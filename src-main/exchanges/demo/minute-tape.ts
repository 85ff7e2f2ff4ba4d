import { mix, scramble, unit } from './hash.ts';
import type { SymbolModel } from './symbol-model.ts';

const MINUTE_MS = 60_000;
const MAX_TRADES_PER_MINUTE = 240;
const MIN_TRADES_PER_MINUTE = 3;

/** What the price path says about one minute of one symbol. Prices in USDT; deviation of the log price over the minute. */
export type MinuteShape = {
  /** Whole minutes since 1970. */
  readonly minute: number;
  readonly startPrice: number;
  readonly endPrice: number;
  readonly deviation: number;
  /** How many times wider than usual the spread is. */
  readonly spreadFactor: number;
};

/**
 * The trades of one minute as columns, and the best bid and ask that each of them met. Index 0 is the moment before the
 * first trade; trade i of `count` is at index i. Prices in ticks, quantities in steps. Reused from minute to minute.
 */
export class MinuteTape {
  minute = Number.NaN;
  count = 0;
  readonly bidTicks = new Float64Array(MAX_TRADES_PER_MINUTE + 1);
  readonly askTicks = new Float64Array(MAX_TRADES_PER_MINUTE + 1);
  readonly priceTicks = new Float64Array(MAX_TRADES_PER_MINUTE + 1);
  readonly quantitySteps = new Float64Array(MAX_TRADES_PER_MINUTE + 1);
  /** 1 where a buyer took the ask, 0 where a seller took the bid. */
  readonly buys = new Uint8Array(MAX_TRADES_PER_MINUTE + 1);
  /** Filled by `fillTimes` alone: candles do not need them. */
  readonly timesMs = new Float64Array(MAX_TRADES_PER_MINUTE + 1);
}

/** Busyness over the day by UTC hour, about 1 on average: quiet Asian night, busy European and American afternoon. */
const HOUR_ACTIVITY = [
  0.85, 0.8, 0.76, 0.72, 0.7, 0.72, 0.78, 0.88, 1, 1.06, 1.08, 1.08, 1.16, 1.36, 1.56, 1.58, 1.44, 1.28, 1.16, 1.08,
  1.04, 1, 0.94, 0.9,
] as const;
const WEEKEND_ACTIVITY = 0.72;

function calendarActivity(minute: number): number {
  const hours = (minute / 60) % 24;
  const hour = Math.floor(hours);
  const now = HOUR_ACTIVITY[hour] as number;
  const next = HOUR_ACTIVITY[(hour + 1) % 24] as number;
  // 1970-01-01 was a Thursday: days 2 and 3 of each seven are Saturday and Sunday.
  const day = Math.floor(minute / 1440) % 7;
  return (now + (next - now) * (hours - hour)) * (day === 2 || day === 3 ? WEEKEND_ACTIVITY : 1);
}

/** More trades, and larger ones, when the price moves more: volume and volatility cluster together. */
function tradeCount(model: SymbolModel, shape: MinuteShape, activity: number, key: number): number {
  const expected = model.tradesPerMinute * calendarActivity(shape.minute) * (0.3 + 0.7 * activity);
  const count = Math.floor(expected * (0.6 + 0.8 * unit(scramble(key ^ 0x2545f491))) + 0.5);
  return Math.max(MIN_TRADES_PER_MINUTE, Math.min(MAX_TRADES_PER_MINUTE, count));
}

const GOLDEN_RATIO = 0x9e3779b1;
/** Mean and deviation of two uniform 16-bit numbers added up. */
const TWO_HALVES_MEAN = 65_535;
const TWO_HALVES_DEVIATION = 26_754.96;

/** Steps of the price from trade to trade, shared between calls: valid until the next one. */
const stepNoise = new Float64Array(MAX_TRADES_PER_MINUTE + 1);

function drawNoise(key: number, count: number): number {
  let sum = 0;
  for (let index = 1; index <= count; index++) {
    const word = scramble((key + Math.imul(index, GOLDEN_RATIO)) | 0);
    sum += ((word & 0xffff) + (word >>> 16) - TWO_HALVES_MEAN) / TWO_HALVES_DEVIATION;
    stepNoise[index] = sum;
  }
  return sum;
}

/**
 * Makes the trades of a minute, without their times: a bridge from the minute's start price to its end price, best bid and
 * ask around it on the tick grid, each trade at the side it took, sizes with a heavy tail (density falls with the cube,
 * as in Gopikrishnan and others, 2000). A pure function of the model and the shape.
 */
export function fillMinute(model: SymbolModel, shape: MinuteShape, tape: MinuteTape): void {
  const key = mix(model.keys.trades, shape.minute);
  const activity = shape.deviation / model.minuteDeviation;
  const count = tradeCount(model, shape, activity, key);
  const total = drawNoise(key, count);
  const { perUnit } = model.tick;
  const startTicks = shape.startPrice * perUnit;
  const riseTicks = (shape.endPrice - shape.startPrice) * perUnit;
  const noiseTicks = (shape.deviation * startTicks) / Math.sqrt(count);
  const halfSpreadTicks = Math.max(0.5, (startTicks * model.spreadBps) / 20_000) * shape.spreadFactor;
  const notional = model.tradeNotional * (0.4 + 0.6 * Math.min(6, activity));
  const sizeSteps = (notional / shape.startPrice) * model.step.perUnit;
  tape.minute = shape.minute;
  tape.count = count;
  tape.bidTicks[0] = Math.floor(startTicks - halfSpreadTicks);
  tape.askTicks[0] = Math.ceil(startTicks + halfSpreadTicks);
  let before = startTicks;
  for (let index = 1; index <= count; index++) {
    const done = index / count;
    const middle = startTicks + riseTicks * done + noiseTicks * ((stepNoise[index] as number) - done * total);
    const word = scramble((key ^ 0x165667b1) + Math.imul(index, GOLDEN_RATIO));
    const half = halfSpreadTicks * (0.8 + (word & 0xff) / 640);
    const bid = Math.floor(middle - half);
    const ask = Math.ceil(middle + half);
    // A rising price is bought, a falling one sold, more often than not.
    const lean = 128 + (60 * (middle - before)) / noiseTicks;
    const buy = ((word >>> 8) & 0xff) < Math.max(26, Math.min(230, lean));
    const size = 1 / Math.sqrt(((word >>> 16) + 1) / 65_536) - 0.7;
    tape.bidTicks[index] = bid;
    tape.askTicks[index] = ask;
    tape.priceTicks[index] = buy ? ask : bid;
    tape.buys[index] = buy ? 1 : 0;
    tape.quantitySteps[index] = Math.max(1, Math.floor(sizeSteps * size + 0.5));
    before = middle;
  }
}

/** Adds the times: irregular gaps, about one in six of them none: orders often arrive in the same millisecond. */
export function fillTimes(model: SymbolModel, tape: MinuteTape): void {
  const key = mix(model.keys.tradeTimes, tape.minute);
  let sum = 0;
  for (let index = 1; index <= tape.count; index++) {
    const chance = unit(scramble((key + Math.imul(index, GOLDEN_RATIO)) | 0));
    sum += chance < 0.17 ? 0 : chance * chance;
    tape.timesMs[index] = sum;
  }
  const startMs = tape.minute * MINUTE_MS;
  const scale = MINUTE_MS / (sum + 0.1 + 0.6 * unit(scramble(key)));
  for (let index = 1; index <= tape.count; index++) {
    tape.timesMs[index] = startMs + Math.floor((tape.timesMs[index] as number) * scale);
  }
}

/** The last index whose trade is not after `timeMs`; 0 when none is. */
export function indexAt(tape: MinuteTape, timeMs: number): number {
  let low = 0;
  let high = tape.count;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((tape.timesMs[middle] as number) <= timeMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
