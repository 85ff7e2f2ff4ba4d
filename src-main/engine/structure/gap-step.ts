import type { Candle } from '../../model/candle.ts';
import type { Direction, EventSink } from './structure-events.ts';

type Gap = { readonly direction: Direction; readonly bar: number; readonly top: number; readonly bottom: number };

/**
 * Fair value gaps as they become known: the rows of `fair-value-gaps.ts` at their `knownAt`, and `gap-mitigated` at the bar of
 * their MitigatedIndex (with `joinConsecutive` it may be the very bar that makes the gap known). No differences.
 */
export class GapStep {
  readonly #joinConsecutive: boolean;
  #bar = -1;
  /** High and low of the bar before the last, and the last bar's, with the direction of its body. */
  #before = { high: Number.NaN, low: Number.NaN };
  #last = { high: Number.NaN, low: Number.NaN, body: 0 };
  /** A gap that the next bar may still join. */
  #pending: Gap | null = null;
  /** Not mitigated. A later bullish gap lies higher than all open ones (else it had mitigated them), so the last goes first. */
  readonly #open: Readonly<Record<Direction, Gap[]>> = { 1: [], [-1]: [] };

  constructor(joinConsecutive: boolean) {
    this.#joinConsecutive = joinConsecutive;
  }

  update(candle: Candle, emit: EventSink): void {
    this.#bar++;
    const found = this.#find(candle);
    if (this.#joinConsecutive) {
      this.#join(found, emit);
      this.#mitigate(candle, emit);
    } else {
      this.#mitigate(candle, emit);
      if (found !== null) this.#say(found, emit);
    }
    this.#before = this.#last;
    this.#last = { high: candle.high, low: candle.low, body: candle.close - candle.open };
  }

  #find({ high, low }: Candle): Gap | null {
    const [before, { body }] = [this.#before, this.#last];
    const bar = this.#bar - 1;
    if (body > 0 && before.high < low) return { direction: 1, bar, top: low, bottom: before.high };
    if (body < 0 && before.low > high) return { direction: -1, bar, top: before.low, bottom: high };
    return null;
  }

  #join(found: Gap | null, emit: EventSink): void {
    const pending = this.#pending;
    if (pending !== null && pending.direction !== found?.direction) this.#say(pending, emit);
    if (pending === null || found === null || pending.direction !== found.direction) this.#pending = found;
    else {
      const [top, bottom] = [Math.max(pending.top, found.top), Math.min(pending.bottom, found.bottom)];
      this.#pending = { ...found, top, bottom };
    }
  }

  #say(gap: Gap, emit: EventSink): void {
    this.#open[gap.direction].push(gap);
    emit({ kind: 'gap', ...gap, knownAt: this.#bar });
  }

  #mitigate({ high, low }: Candle, emit: EventSink): void {
    const [bullish, bearish] = [this.#open[1], this.#open[-1]];
    for (let gap = bullish.at(-1); gap !== undefined && low <= gap.top; gap = bullish.at(-1)) {
      bullish.pop();
      emit({ kind: 'gap-mitigated', direction: 1, bar: gap.bar, knownAt: this.#bar });
    }
    for (let gap = bearish.at(-1); gap !== undefined && high >= gap.bottom; gap = bearish.at(-1)) {
      bearish.pop();
      emit({ kind: 'gap-mitigated', direction: -1, bar: gap.bar, knownAt: this.#bar });
    }
  }
}
