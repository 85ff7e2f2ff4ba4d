import type { Candle } from '../../model/candle.ts';
import type { Direction, EventSink, Swing } from './structure-events.ts';
import type { SwingStep } from './swing-step.ts';

type Pool = {
  readonly bar: number;
  /** How far from its first swing others may be; `sweepAt` is the far edge. */
  readonly low: number;
  readonly high: number;
  readonly sweepAt: number;
  levelSum: number;
  swings: number;
};

type Side = { open: Pool[] /** The nearest `sweepAt`. */; nextSweep: number };

/**
 * Liquidity as it becomes known: `liquidity` each time a pool has gained a swing that can no longer be replaced (two or more),
 * with the mean level so far; `liquidity-swept` at the bar that reaches the far edge of such a pool.
 *
 * Differs from `liquidity.ts`: (1) the range is that of the bars so far, fixed when a pool begins, where the package takes that
 * of all bars; (2) a swing counts when it is final, so a pool swept before has gained nothing, and a swing already swept
 * begins none; (3) a row of hindsight is the last of a pool's events; (4) the edge bars are no swings; (5) nothing is rounded.
 */
export class LiquidityStep {
  readonly #swings: SwingStep;
  readonly #rangePercent: number;
  readonly #sides: Readonly<Record<Direction, Side>> = { 1: newSide(), [-1]: newSide() };
  #highest = Number.NEGATIVE_INFINITY;
  #lowest = Number.POSITIVE_INFINITY;
  /** How far the price has gone in the latest swing's direction since it was confirmed. */
  #reached = Number.NEGATIVE_INFINITY;

  constructor(swings: SwingStep, rangePercent: number) {
    this.#swings = swings;
    this.#rangePercent = rangePercent;
  }

  /** After the swings have taken the same bar. */
  update({ high, low }: Candle, emit: EventSink): void {
    this.#highest = Math.max(this.#highest, high);
    this.#lowest = Math.min(this.#lowest, low);
    this.#sweep(1, high, emit);
    this.#sweep(-1, -low, emit);
    const { change, latest } = this.#swings;
    const watched = change?.final ?? (change === null ? latest : null);
    if (watched !== null) this.#reached = Math.max(this.#reached, watched.direction === 1 ? high : -low);
    if (change === null) return;
    if (change.final !== null) this.#add(change.final, emit);
    this.#reached = Number.NEGATIVE_INFINITY;
  }

  #sweep(direction: Direction, reached: number, emit: EventSink): void {
    const side = this.#sides[direction];
    if (reached < side.nextSweep) return;
    const knownAt = this.#swings.bars - 1;
    for (const pool of side.open) {
      if (reached < pool.sweepAt || pool.swings < 2) continue;
      emit({ kind: 'liquidity-swept', direction, bar: pool.bar, knownAt });
    }
    side.open = side.open.filter(({ sweepAt }) => reached < sweepAt);
    side.nextSweep = side.open.reduce((nearest, { sweepAt }) => Math.min(nearest, sweepAt), Number.POSITIVE_INFINITY);
  }

  #add({ direction, bar, level }: Swing, emit: EventSink): void {
    const side = this.#sides[direction];
    const pool = side.open.find(({ low, high }) => low <= level && level <= high);
    if (pool === undefined) {
      this.#begin(side, { direction, bar, level });
      return;
    }
    pool.levelSum += level;
    pool.swings++;
    const mean = pool.levelSum / pool.swings;
    const knownAt = this.#swings.bars - 1;
    emit({ kind: 'liquidity', direction, bar: pool.bar, level: mean, end: bar, swings: pool.swings, knownAt });
  }

  #begin(side: Side, { direction, bar, level }: Swing): void {
    const range = (this.#highest - this.#lowest) * this.#rangePercent;
    const [low, high] = [level - range, level + range];
    const sweepAt = direction === 1 ? high : -low;
    if (this.#reached >= sweepAt) return;
    side.open.push({ bar, low, high, sweepAt, levelSum: level, swings: 1 });
    side.nextSweep = Math.min(side.nextSweep, sweepAt);
  }
}

function newSide(): Side {
  return { open: [], nextSweep: Number.POSITIVE_INFINITY };
}
