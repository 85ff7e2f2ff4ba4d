/** Hands back the value of `count` values ago; NaN until there is one. */
export class Delay {
  private readonly values: Float64Array;
  private position = 0;

  constructor(count: number) {
    this.values = new Float64Array(count + 1).fill(Number.NaN);
  }

  next(value: number): number {
    const values = this.values;
    values[this.position] = value;
    this.position = this.position + 1 === values.length ? 0 : this.position + 1;
    return values[this.position] as number;
  }
}
