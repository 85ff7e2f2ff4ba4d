import { z } from 'zod';
import type { Candle } from '../../model/candle.ts';
import { definitionParameter } from './parameters.ts';
import { defineStepwise } from './stepwise.ts';

const accelerationParameter = (defaultValue: number, title: string) =>
  z
    .number()
    .min(0.0001)
    .max(1)
    .default(defaultValue)
    .meta({ title, description: 'Share of the way to the extreme, per candle.' });

const params = z.strictObject({
  start: accelerationParameter(0.02, 'Start'),
  increment: accelerationParameter(0.02, 'Increment'),
  maximum: accelerationParameter(0.2, 'Maximum'),
  definition: definitionParameter(
    'Where it starts, and whether the stop is held off the last two candles before (stock-indicators) or after it is tested.',
  ),
});

type Settings = z.infer<typeof params>;

/** Where a stop stands; numbers in arrays so that nothing is boxed. */
type Stop = {
  readonly settings: Settings;
  readonly numbers: Float64Array;
  /** High and low of the candle before and of the one before that, and the close before. */
  readonly past: Float64Array;
  rising: boolean;
  index: number;
};

const STOP = 0;
const EXTREME = 1;
const ACCELERATION = 2;

/**
 * Wilder's parabolic stop and reverse: each candle the stop moves by acceleration × (extreme − stop), the acceleration grows
 * with each new extreme, and a touch turns the direction (1 rising, −1 falling) with the old extreme as the new stop.
 * `tradingview` is ta.sar as its manual writes it in Pine; `stock-indicators` is that library's, which hides its values up to
 * and including the first turn because its first direction is a guess: here they are shown from the second candle on.
 */
export const parabolicSar = defineStepwise<Settings>({
  name: 'parabolic-sar',
  title: 'Parabolic SAR',
  outputs: ['parabolicSar', 'direction'],
  pane: 'price',
  params,
  warmUp: () => 1,
  step(settings) {
    const [numbers, past] = [new Float64Array(3), new Float64Array(5).fill(Number.NaN)];
    const stop: Stop = { settings, numbers, past, rising: true, index: -1 };
    const isTradingView = settings.definition === 'tradingview';
    return {
      update(candle, out) {
        stop.index++;
        if (isTradingView) advanceTradingView(stop, candle);
        else advanceStockIndicators(stop, candle);
        out[0] = stop.index === 0 ? Number.NaN : (numbers[STOP] as number);
        out[1] = stop.index === 0 ? Number.NaN : stop.rising ? 1 : -1;
        past[2] = past[0] as number;
        past[3] = past[1] as number;
        past[0] = candle.high;
        past[1] = candle.low;
        past[4] = candle.close;
      },
    };
  },
});

/** The first direction is that of the first two closes. */
function advanceTradingView(stop: Stop, candle: Candle): void {
  const { numbers, past } = stop;
  if (stop.index === 0) return;
  if (stop.index === 1) {
    stop.rising = candle.close > (past[4] as number);
    numbers[STOP] = stop.rising ? (past[1] as number) : (past[0] as number);
    numbers[EXTREME] = stop.rising ? candle.high : candle.low;
    numbers[ACCELERATION] = stop.settings.start;
  }
  move(stop);
  if (isTouched(stop, candle)) {
    const extreme = numbers[EXTREME] as number;
    numbers[STOP] = stop.rising ? Math.max(candle.high, extreme) : Math.min(candle.low, extreme);
    turn(stop, candle);
  } else if (stop.index > 1) extend(stop, candle);
  holdOff(stop);
}

/** The first direction is guessed to be up. */
function advanceStockIndicators(stop: Stop, candle: Candle): void {
  const { numbers } = stop;
  if (stop.index === 0) {
    numbers[STOP] = candle.low;
    numbers[EXTREME] = candle.high;
    numbers[ACCELERATION] = stop.settings.start;
    return;
  }
  move(stop);
  if (stop.index > 1) holdOff(stop);
  if (isTouched(stop, candle)) {
    numbers[STOP] = numbers[EXTREME] as number;
    turn(stop, candle);
  } else extend(stop, candle);
}

function move({ numbers }: Stop): void {
  const stop = numbers[STOP] as number;
  numbers[STOP] = stop + (numbers[ACCELERATION] as number) * ((numbers[EXTREME] as number) - stop);
}

/** A rising stop is never above the lows of the last two candles, a falling one never below their highs. */
function holdOff({ numbers, past, rising, index }: Stop): void {
  const value = numbers[STOP] as number;
  if (rising) {
    const lowest = index > 1 ? Math.min(past[1] as number, past[3] as number) : (past[1] as number);
    numbers[STOP] = Math.min(value, lowest);
  } else {
    const highest = index > 1 ? Math.max(past[0] as number, past[2] as number) : (past[0] as number);
    numbers[STOP] = Math.max(value, highest);
  }
}

function isTouched({ numbers, rising }: Stop, candle: Candle): boolean {
  return rising ? (numbers[STOP] as number) > candle.low : (numbers[STOP] as number) < candle.high;
}

function extend({ numbers, rising, settings }: Stop, candle: Candle): void {
  const reached = rising ? candle.high : candle.low;
  const isFarther = rising ? reached > (numbers[EXTREME] as number) : reached < (numbers[EXTREME] as number);
  if (!isFarther) return;
  numbers[EXTREME] = reached;
  numbers[ACCELERATION] = Math.min((numbers[ACCELERATION] as number) + settings.increment, settings.maximum);
}

function turn(stop: Stop, candle: Candle): void {
  stop.numbers[EXTREME] = stop.rising ? candle.low : candle.high;
  stop.numbers[ACCELERATION] = stop.settings.start;
  stop.rising = !stop.rising;
}
