import type { Candle } from '../../model/candle.ts';
import { RollingExtreme } from '../indicators/kernels/rolling-extreme.ts';
import type { Direction, EventSink, Swing } from './structure-events.ts';

/** What the bar changed: `swing` is the latest now. `final` is the one before it, when its run is over for good. */
export type SwingChange = { readonly swing: Swing; readonly final: Swing | null };

/**
 * Swing highs and lows as they become known, `swingLength` bars after each. Differs from the hindsight of `swings.ts`: a
 * pivot more extreme than the latest swing of its direction is a new swing that `replaces` it, where hindsight shows only the
 * last of such a chain; and neither the first nor the last bar is a swing. `swing-final` says that no later bar can replace the
 * swing: those are exactly the rows of `swings.ts` with the same `knownAt`, its first row left out.
 */
export class SwingStep {
  /** Number of bars taken. */
  bars = 0;
  latest: Swing | null = null;
  /** The final swing before `latest`, of the other direction, and the one before that. */
  previous: Swing | null = null;
  beforePrevious: Swing | null = null;
  /** What the last bar changed. */
  change: SwingChange | null = null;
  readonly #swingLength: number;
  readonly #highest: RollingExtreme;
  readonly #lowest: RollingExtreme;
  /** The last swingLength + 1 bars, round and round. */
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;

  constructor(swingLength: number) {
    this.#swingLength = swingLength;
    this.#highest = new RollingExtreme(2 * swingLength, 'highest');
    this.#lowest = new RollingExtreme(2 * swingLength, 'lowest');
    this.#highs = new Float64Array(swingLength + 1);
    this.#lows = new Float64Array(swingLength + 1);
  }

  update({ high, low }: Candle, emit: EventSink): void {
    const slot = this.bars % this.#highs.length;
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.#highest.next(high);
    this.#lowest.next(low);
    this.bars++;
    this.change = null;
    const bar = this.bars - 1 - this.#swingLength;
    if (bar < 2 * this.#swingLength - 1) return;
    if (this.highAt(bar) === this.#highest.value) this.#confirm(bar, 1, emit);
    else if (this.lowAt(bar) === this.#lowest.value) this.#confirm(bar, -1, emit);
  }

  /** High of one of the last swingLength + 1 bars. */
  highAt(bar: number): number {
    return this.#highs[bar % this.#highs.length] as number;
  }

  lowAt(bar: number): number {
    return this.#lows[bar % this.#lows.length] as number;
  }

  #confirm(bar: number, direction: Direction, emit: EventSink): void {
    const level = direction === 1 ? this.highAt(bar) : this.lowAt(bar);
    const last = this.latest;
    const isReplacing = last?.direction === direction;
    if (isReplacing && level * direction <= last.level * direction) return;
    const knownAt = this.bars - 1;
    const final = isReplacing ? null : last;
    if (!isReplacing) {
      this.beforePrevious = this.previous;
      this.previous = last;
    }
    this.latest = { direction, bar, level };
    this.change = { swing: this.latest, final };
    if (final !== null) emit({ kind: 'swing-final', ...final, knownAt });
    emit({ kind: 'swing', ...this.latest, knownAt, replaces: isReplacing ? last.bar : null });
  }
}
