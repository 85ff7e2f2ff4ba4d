import type { Candle } from '../../model/candle.ts';
import { takeLogarithm } from '../indicators/kernels/logarithm.ts';
import { RollingDeviation } from '../indicators/kernels/rolling-deviation.ts';
import { RollingSum } from '../indicators/kernels/rolling-sum.ts';

/**
 * Volatility a candle of the last `period` candles by Yang and Zhang (2000, "Drift Independent Volatility Estimation Based on
 * High, Low, Open, and Close Prices", Journal of Business 73): σ² = V(overnight) + k V(open to close) + (1 − k) RS, with
 * sample variances, RS the mean of Rogers and Satchell's u(u − c) + d(d − c), and k = 0.34 ÷ (1.34 + (n + 1) ÷ (n − 1)).
 * It counts jumps between candles and is not fooled by a trend. NaN until `period` candles and the close before them.
 */
export class YangZhang {
  volatility = Number.NaN;
  /** ln(close ÷ close before); NaN at the first candle. */
  logReturn = Number.NaN;
  private readonly period: number;
  private readonly share: number;
  private readonly overnight: RollingDeviation;
  private readonly day: RollingDeviation;
  private readonly rogersSatchell: RollingSum;
  /** overnight, up, down, close, each as logarithm. */
  private readonly logs = new Float64Array(4);
  private closeBefore = Number.NaN;

  constructor(period: number) {
    this.period = period;
    this.share = 0.34 / (1.34 + (period + 1) / (period - 1));
    this.overnight = new RollingDeviation(period);
    this.day = new RollingDeviation(period);
    this.rogersSatchell = new RollingSum(period);
  }

  next(candle: Candle): void {
    const before = this.closeBefore;
    const { logs } = this;
    const { open, close } = candle;
    this.closeBefore = close;
    if (Number.isNaN(before)) return;
    logs[0] = open / before;
    logs[1] = candle.high / open;
    logs[2] = candle.low / open;
    logs[3] = close / open;
    for (let k = 0; k < 4; k++) this.takeLog(k);
    const jump = logs[0] as number;
    const up = logs[1] as number;
    const down = logs[2] as number;
    const move = logs[3] as number;
    this.logReturn = jump + move;
    this.overnight.incoming = jump;
    this.overnight.take();
    this.day.incoming = move;
    this.day.take();
    this.rogersSatchell.incoming = up * (up - move) + down * (down - move);
    this.rogersSatchell.take();
    const range = this.rogersSatchell.value / this.period;
    const sample = this.period / (this.period - 1);
    const variance =
      sample * this.overnight.deviation * this.overnight.deviation +
      this.share * sample * this.day.deviation * this.day.deviation +
      (1 - this.share) * range;
    this.volatility = Math.sqrt(Math.max(0, variance));
  }

  /** A price of nothing moves nothing: there is no logarithm of it. */
  private takeLog(index: number): void {
    const ratio = this.logs[index] as number;
    if (ratio > 0 && ratio < Number.POSITIVE_INFINITY) takeLogarithm(this.logs, index);
    else this.logs[index] = 0;
  }
}
