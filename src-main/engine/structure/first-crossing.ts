/** Values under one value of the floor above. */
const FAN_OUT = 32;

/**
 * Finds the first value at or after an index that lies beyond a level, in about 32 · log32(n) looks: floors of block
 * maxima over the column. Searching from every row of a million is then a matter of seconds, whatever the prices do.
 */
export class FirstCrossing {
  readonly #floors: readonly Float64Array[];
  readonly #sign: 1 | -1;

  /** `direction` 1 looks for values above levels, −1 for values below. The column is copied only for −1. */
  constructor(values: Float64Array, direction: 1 | -1) {
    this.#sign = direction;
    const floors = [direction === 1 ? values : values.map((value) => -value)];
    for (let top = floors[0] as Float64Array; top.length > FAN_OUT; ) {
      top = blockMaxima(top);
      floors.push(top);
    }
    this.#floors = floors;
  }

  /** Index of the first value at or after `from` strictly beyond `level`, −1 when there is none. */
  beyond(from: number, level: number): number {
    return this.#find(from, level * this.#sign, false);
  }

  /** As `beyond`, and a value equal to `level` counts. */
  atOrBeyond(from: number, level: number): number {
    return this.#find(from, level * this.#sign, true);
  }

  #find(from: number, level: number, orEqual: boolean): number {
    let index = from;
    for (let floor = 0; floor < this.#floors.length; floor++) {
      const values = this.#floors[floor] as Float64Array;
      const end = Math.min(values.length, (Math.floor(index / FAN_OUT) + 1) * FAN_OUT);
      for (; index < end; index++) {
        const value = values[index] as number;
        if (value > level || (orEqual && value === level)) return this.#descend(floor, index, level, orEqual);
      }
      if (index >= values.length) return -1;
      index /= FAN_OUT;
    }
    return -1;
  }

  #descend(floor: number, index: number, level: number, orEqual: boolean): number {
    let at = index;
    for (let below = floor - 1; below >= 0; below--) {
      const values = this.#floors[below] as Float64Array;
      at *= FAN_OUT;
      for (; ; at++) {
        const value = values[at] as number;
        if (value > level || (orEqual && value === level)) break;
      }
    }
    return at;
  }
}

function blockMaxima(values: Float64Array): Float64Array {
  const maxima = new Float64Array(Math.ceil(values.length / FAN_OUT));
  for (let block = 0; block < maxima.length; block++) {
    let highest = Number.NEGATIVE_INFINITY;
    const end = Math.min(values.length, (block + 1) * FAN_OUT);
    for (let i = block * FAN_OUT; i < end; i++) highest = Math.max(highest, values[i] as number);
    maxima[block] = highest;
  }
  return maxima;
}
