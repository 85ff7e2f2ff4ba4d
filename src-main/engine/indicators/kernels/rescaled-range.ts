import { naturalLogarithm, takeLogarithm } from './logarithm.ts';

const SMALLEST_CHUNK = 8;
const MOST_CHUNKS = 32;

/** Where the sums of one call live, so that no number is boxed. */
const RANGE = 0;
const SUM_Y = 1;
const SUM_XY = 2;

/**
 * Slope of log(mean rescaled range) over log(chunk length), the values cut into 1, 2, 4 … 32 equal chunks of at least 8 (the
 * oldest left out where they do not divide). 0.5 where nothing moved.
 */
export class RescaledRange {
  exponent = Number.NaN;
  private readonly lengths: readonly number[];
  private readonly logarithms: Float64Array;
  private readonly sumX: number;
  private readonly spread: number;
  private readonly sums = new Float64Array(3);

  constructor(period: number) {
    const lengths: number[] = [];
    for (let chunks = 1; chunks <= MOST_CHUNKS; chunks *= 2) {
      const length = Math.floor(period / chunks);
      if (length >= SMALLEST_CHUNK) lengths.push(length);
    }
    this.lengths = lengths;
    this.logarithms = Float64Array.from(lengths, naturalLogarithm);
    this.sumX = this.logarithms.reduce((sum, x) => sum + x, 0);
    this.spread = lengths.length * this.logarithms.reduce((sum, x) => sum + x * x, 0) - this.sumX * this.sumX;
  }

  /** Takes the whole window, oldest first, and sets `exponent`. */
  measure(values: Float64Array): void {
    const { lengths, sums } = this;
    sums.fill(0);
    for (let set = 0; set < lengths.length; set++) {
      const chunks = 1 << set;
      const length = lengths[set] as number;
      sums[RANGE] = 0;
      for (let k = 0; k < chunks; k++) addRescaledRange(values, values.length - (chunks - k) * length, length, sums);
      if (sums[RANGE] === 0) {
        this.exponent = 0.5;
        return;
      }
      sums[RANGE] = (sums[RANGE] as number) / chunks;
      takeLogarithm(sums, RANGE);
      sums[SUM_Y] = (sums[SUM_Y] as number) + (sums[RANGE] as number);
      sums[SUM_XY] = (sums[SUM_XY] as number) + (this.logarithms[set] as number) * (sums[RANGE] as number);
    }
    this.exponent = (lengths.length * (sums[SUM_XY] as number) - this.sumX * (sums[SUM_Y] as number)) / this.spread;
  }
}

/** Adds the range of the running sum of distances from the mean, in standard deviations; nothing where nothing moved. */
function addRescaledRange(values: Float64Array, start: number, length: number, sums: Float64Array): void {
  const end = start + length;
  let total = 0;
  for (let i = start; i < end; i++) total += values[i] as number;
  const mean = total / length;
  let running = 0;
  let squares = 0;
  let highest = (values[start] as number) - mean;
  let lowest = highest;
  for (let i = start; i < end; i++) {
    const distance = (values[i] as number) - mean;
    running += distance;
    highest = Math.max(highest, running);
    lowest = Math.min(lowest, running);
    squares += distance * distance;
  }
  if (squares > 0) sums[RANGE] = (sums[RANGE] as number) + (highest - lowest) / Math.sqrt(squares / length);
}
