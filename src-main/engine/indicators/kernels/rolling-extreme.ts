/**
 * Highest or lowest of the last `period` values, by a queue of candidates: a value leaves as soon as a better one comes, so
 * each is looked at once. Of equal extremes the oldest counts, as in TradingView's ta.highestbars and Stock.Indicators.
 * Feed `next`, read `value` and `age` (values since the extreme, 0 = the newest); NaN until `period` values were taken.
 */
export class RollingExtreme {
  value = Number.NaN;
  age = Number.NaN;
  incoming = Number.NaN;
  private readonly period: number;
  private readonly sign: number;
  private readonly values: Float64Array;
  private readonly indexes: Float64Array;
  private head = 0;
  private size = 0;
  private count = 0;

  constructor(period: number, which: 'highest' | 'lowest') {
    this.period = period;
    this.sign = which === 'highest' ? 1 : -1;
    this.values = new Float64Array(period + 1);
    this.indexes = new Float64Array(period + 1);
  }

  /** As `incoming` and `take`. */
  next(value: number): void {
    this.incoming = value;
    this.take();
  }

  /** Takes `incoming`. A step that computed the number sets the field itself: handed to a function it may be boxed. */
  take(): void {
    const values = this.values;
    const room = values.length;
    const signed = this.incoming * this.sign;
    let size = this.size;
    let tail = this.head + size - 1;
    if (tail >= room) tail -= room;
    while (size > 0 && (values[tail] as number) < signed) {
      size--;
      tail = tail === 0 ? room - 1 : tail - 1;
    }
    tail = tail + 1 === room ? 0 : tail + 1;
    if (size === 0) this.head = tail;
    values[tail] = signed;
    this.indexes[tail] = this.count;
    this.size = size + 1;
    this.count++;
    this.leave();
  }

  /** Drops the extreme that has left the window, if it has, and shows the one in front. */
  private leave(): void {
    const newest = this.count - 1;
    if ((this.indexes[this.head] as number) <= newest - this.period) {
      this.head = this.head + 1 === this.values.length ? 0 : this.head + 1;
      this.size--;
    }
    if (this.count < this.period) return;
    this.value = (this.values[this.head] as number) * this.sign;
    this.age = newest - (this.indexes[this.head] as number);
  }
}
