import type { Candle } from '../../model/candle.ts';
import type { EventSink, Swing } from './structure-events.ts';
import type { SwingStep } from './swing-step.ts';

/** A swing whose level may break, or has broken. */
type Watched = { readonly swing: Swing; brokenAt: number | null; isSaid: boolean };

/**
 * Break of structure and change of character as they become known. Three confirmed swings make the pattern (bullish: low,
 * high, low): said at the close that breaks the middle one's level, BOS when the second low is the higher, CHOCH when it is the
 * lower; when the level broke before the second low was confirmed, at that confirmation, with `brokenAt` earlier.
 *
 * Differs from `bos-choch.ts`: (1) the break itself stands for the fourth swing, which the package waits for; (2) the second
 * low may later be replaced by a lower one, which turns a BOS of hindsight into a CHOCH or into nothing; (3) a break once said
 * is not dropped because a later one broke inside it; (4) the edge bars are no swings; (5) levels are not rounded.
 */
export class BreakStep {
  readonly #swings: SwingStep;
  readonly #closeBreak: boolean;
  #latest: Watched | null = null;
  #previous: Watched | null = null;

  constructor(swings: SwingStep, closeBreak: boolean) {
    this.#swings = swings;
    this.#closeBreak = closeBreak;
  }

  /** After the swings have taken the same bar. */
  update(candle: Candle, emit: EventSink): void {
    const bar = this.#swings.bars - 1;
    this.#watch(this.#latest, candle, bar);
    this.#watch(this.#previous, candle, bar);
    const { change } = this.#swings;
    if (change !== null) {
      if (change.final !== null) this.#previous = this.#latest;
      // The bars from the swing to its confirmation cannot have gone beyond it.
      this.#latest = { swing: change.swing, brokenAt: null, isSaid: false };
    }
    this.#say(bar, emit);
  }

  #watch(watched: Watched | null, candle: Candle, bar: number): void {
    if (watched === null || watched.brokenAt !== null) return;
    const { direction, level } = watched.swing;
    const wick = direction === 1 ? candle.high : candle.low;
    const price = this.#closeBreak ? candle.close : wick;
    if (price * direction > level * direction) watched.brokenAt = bar;
  }

  #say(knownAt: number, emit: EventSink): void {
    const [watched, before] = [this.#previous, this.#swings.beforePrevious];
    const after = this.#latest;
    if (watched === null || watched.isSaid || watched.brokenAt === null || before === null || after === null) return;
    watched.isSaid = true;
    const { swing, brokenAt } = watched;
    const [first, level, second] = [before, swing, after.swing].map((one) => one.level * swing.direction);
    const kind = patternOf(first as number, level as number, second as number);
    if (kind !== null) emit({ kind, ...swing, brokenAt, knownAt });
  }
}

/** Bearish patterns come with their signs turned. */
function patternOf(first: number, level: number, second: number): 'bos' | 'choch' | null {
  if (first < second && second < level) return 'bos';
  return second < first && first < level ? 'choch' : null;
}
