import { anchorInterval, SHRINK_LIMIT } from './rolling-sum.ts';

/**
 * Population variances and covariance of two columns over the last `period` pairs, kept relative to one pair and made
 * afresh as in rolling-deviation.ts. Feed `next`, read the three; NaN until `period` pairs were taken.
 */
export class RollingCovariance {
  varianceX = Number.NaN;
  varianceY = Number.NaN;
  covariance = Number.NaN;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private readonly interval: number;
  private position = 0;
  private missing: number;
  private sinceAnchor = 0;
  private x = Number.NaN;
  private y = Number.NaN;
  private offsetX = Number.NaN;
  private offsetY = Number.NaN;
  private sumX = Number.NaN;
  private sumY = Number.NaN;
  private squaresX = Number.NaN;
  private squaresY = Number.NaN;
  private products = Number.NaN;
  private peakX = Number.NaN;
  private peakY = Number.NaN;

  constructor(period: number) {
    this.xs = new Float64Array(period);
    this.ys = new Float64Array(period);
    this.interval = anchorInterval(period);
    this.missing = period;
  }

  /** So small that it is always inlined; a number handed to a larger function would be boxed. */
  next(x: number, y: number): void {
    this.x = x;
    this.y = y;
    this.take();
  }

  private take(): void {
    const position = this.position;
    const leavingX = (this.xs[position] as number) - this.offsetX;
    const leavingY = (this.ys[position] as number) - this.offsetY;
    this.xs[position] = this.x;
    this.ys[position] = this.y;
    this.position = position + 1 === this.xs.length ? 0 : position + 1;
    if (this.missing > 0 && --this.missing > 0) return;
    if (this.sinceAnchor === 0) this.anchor();
    else {
      const comingX = this.x - this.offsetX;
      const comingY = this.y - this.offsetY;
      this.sumX += comingX - leavingX;
      this.sumY += comingY - leavingY;
      this.squaresX += (comingX - leavingX) * (comingX + leavingX);
      this.squaresY += (comingY - leavingY) * (comingY + leavingY);
      this.products += comingX * comingY - leavingX * leavingY;
      this.sinceAnchor = this.sinceAnchor === this.interval ? 0 : this.sinceAnchor + 1;
    }
    if (this.show()) return;
    this.anchor();
    this.show();
  }

  private anchor(): void {
    const [xs, ys] = [this.xs, this.ys];
    let [sumX, sumY, squaresX, squaresY, products] = [0, 0, 0, 0, 0];
    for (let k = 0, j = this.position; k < xs.length; k++) {
      const x = (xs[j] as number) - this.x;
      const y = (ys[j] as number) - this.y;
      sumX += x;
      sumY += y;
      squaresX += x * x;
      squaresY += y * y;
      products += x * y;
      j = j + 1 === xs.length ? 0 : j + 1;
    }
    this.offsetX = this.x;
    this.offsetY = this.y;
    this.sumX = sumX;
    this.sumY = sumY;
    this.squaresX = squaresX;
    this.squaresY = squaresY;
    this.products = products;
    this.peakX = squaresX;
    this.peakY = squaresY;
    this.sinceAnchor = this.interval > 0 ? 1 : 0;
  }

  /** False when a spread is so small against what the sums have held that it would be mostly rounding. */
  private show(): boolean {
    const inverse = 1 / this.xs.length;
    const spreadX = this.squaresX - this.sumX * this.sumX * inverse;
    const spreadY = this.squaresY - this.sumY * this.sumY * inverse;
    this.peakX = Math.max(this.peakX, this.squaresX);
    this.peakY = Math.max(this.peakY, this.squaresY);
    this.varianceX = Math.max(spreadX, 0) * inverse;
    this.varianceY = Math.max(spreadY, 0) * inverse;
    this.covariance = (this.products - this.sumX * this.sumY * inverse) * inverse;
    return spreadX >= this.peakX * SHRINK_LIMIT && spreadY >= this.peakY * SHRINK_LIMIT;
  }
}
