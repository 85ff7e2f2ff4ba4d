import { z } from 'zod';
import { defineIndicator } from './indicator.ts';
import { definitionParameter } from './parameters.ts';

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

/**
 * Wilder's parabolic stop and reverse: each candle the stop moves by acceleration × (extreme − stop), the acceleration grows
 * with each new extreme, and a touch turns the direction (1 rising, −1 falling) with the old extreme as the new stop.
 * `tradingview` is ta.sar as its manual writes it in Pine; `stock-indicators` is that library's, which hides its values up to
 * and including the first turn because its first direction is a guess: here they are shown from the second candle on.
 */
export const parabolicSar = defineIndicator<Settings>({
  name: 'parabolic-sar',
  title: 'Parabolic SAR',
  outputs: ['parabolicSar', 'direction'],
  pane: 'price',
  unpriced: ['direction'],
  params,
  warmUp: () => 1,
  series({ high, low, close }, settings) {
    const length = close.length;
    const [values, directions] = [new Float64Array(length), new Float64Array(length)];
    const stop = new ParabolicStop(settings);
    for (let i = 0; i < length; i++) {
      stop.high = high[i] as number;
      stop.low = low[i] as number;
      stop.close = close[i] as number;
      stop.take();
      values[i] = stop.value;
      directions[i] = stop.direction;
    }
    return [values, directions];
  },
  step(settings) {
    const stop = new ParabolicStop(settings);
    return {
      update(candle, out) {
        stop.high = candle.high;
        stop.low = candle.low;
        stop.close = candle.close;
        stop.take();
        out[0] = stop.value;
        out[1] = stop.direction;
      },
    };
  },
});

/**
 * Set `high`, `low` and `close`, call `take`, read `value` and `direction`. A falling stop is a rising one over prices with
 * their signs turned, so that one set of rules holds for both: `sign` is 1 or −1, the stop and the extreme carry it, `near`
 * is the side of a candle that the stop may touch and `far` the one that moves the extreme.
 */
class ParabolicStop {
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;
  value = Number.NaN;
  direction = Number.NaN;
  private readonly isTradingView: boolean;
  // NaN first, so that these are float64 fields also where a setting is a whole number.
  private start = Number.NaN;
  private increment = Number.NaN;
  private maximum = Number.NaN;
  private index = 0;
  private sign = 1;
  private stop = Number.NaN;
  private extreme = Number.NaN;
  private acceleration = Number.NaN;
  private highBefore = Number.NaN;
  private lowBefore = Number.NaN;
  private closeBefore = Number.NaN;
  private highTwoBefore = Number.NaN;
  private lowTwoBefore = Number.NaN;

  constructor(settings: Settings) {
    this.isTradingView = settings.definition === 'tradingview';
    this.start = settings.start;
    this.increment = settings.increment;
    this.maximum = settings.maximum;
    this.acceleration = settings.start;
  }

  take(): void {
    if (this.index < 2) this.begin();
    if (this.index > 0) this.advance();
    this.highTwoBefore = this.highBefore;
    this.lowTwoBefore = this.lowBefore;
    this.highBefore = this.high;
    this.lowBefore = this.low;
    this.closeBefore = this.close;
    this.index++;
  }

  /** The first direction is that of the first two closes in tradingview, and guessed to be up in stock-indicators. */
  private begin(): void {
    if (this.index === 0) {
      this.stop = this.low;
      this.extreme = this.high;
    } else if (this.isTradingView) {
      this.sign = this.close > this.closeBefore ? 1 : -1;
      this.stop = this.sign > 0 ? this.lowBefore : -this.highBefore;
      this.extreme = this.sign > 0 ? this.high : -this.low;
    }
  }

  private advance(): void {
    const near = this.sign > 0 ? this.low : -this.high;
    const far = this.sign > 0 ? this.high : -this.low;
    this.stop += this.acceleration * (this.extreme - this.stop);
    if (!this.isTradingView && this.index > 1) this.holdOff();
    if (this.stop > near) {
      const farthest = this.isTradingView && far > this.extreme ? far : this.extreme;
      this.sign = -this.sign;
      this.stop = -farthest;
      this.extreme = -near;
      this.acceleration = this.start;
    } else if (far > this.extreme) {
      this.extreme = far;
      this.acceleration = Math.min(this.acceleration + this.increment, this.maximum);
    }
    if (this.isTradingView) this.holdOff();
    this.value = this.sign > 0 ? this.stop : -this.stop;
    this.direction = this.sign;
  }

  /** A rising stop is never above the lows of the last two candles, a falling one never below their highs. */
  private holdOff(): void {
    const before = this.sign > 0 ? this.lowBefore : -this.highBefore;
    const twoBefore = this.sign > 0 ? this.lowTwoBefore : -this.highTwoBefore;
    if (before < this.stop) this.stop = before;
    if (twoBefore < this.stop) this.stop = twoBefore;
  }
}
