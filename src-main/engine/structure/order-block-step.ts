import type { Candle } from '../../model/candle.ts';
import { PriceQueue } from './price-queue.ts';
import type { Direction, EventSink, Swing } from './structure-events.ts';
import type { SwingStep } from './swing-step.ts';

type Zone = { readonly bar: number; readonly top: number; readonly bottom: number };

/** One direction: the swing to cross, the block if it were crossed now, and the blocks that live. */
type Side = {
  swing: Swing | null;
  isCrossed: boolean;
  candidate: Zone | null;
  /** By the price that mitigates them, nearest first, and by the price that then ends them. */
  readonly fresh: PriceQueue<Zone>;
  readonly mitigated: PriceQueue<Zone>;
};

/**
 * Order blocks as they become known: at the close that crosses the last confirmed swing high (bullish), once a swing. Then
 * `order-block-mitigated` at the bar that trades through it, `order-block-gone` at a later one that passes its other side.
 *
 * Differs from `order-blocks.ts`: (1) the last swing is the last confirmed one; hindsight drops it when it is replaced later,
 * and passes over it from the bar of a swing that is not confirmed yet; (2) blocks gone by the end of the data are rows
 * there no longer; (3) a mitigation is told at its bar, where the package gives the bar before for bullish blocks; (4) the
 * first bar is no swing; (5) prices are not rounded.
 */
export class OrderBlockStep {
  readonly #swings: SwingStep;
  readonly #closeMitigation: boolean;
  readonly #sides: Readonly<Record<Direction, Side>> = { 1: newSide(), [-1]: newSide() };
  #volumeBefore = 0;
  #volumeBeforeThat = 0;

  constructor(swings: SwingStep, closeMitigation: boolean) {
    this.#swings = swings;
    this.#closeMitigation = closeMitigation;
  }

  /** After the swings have taken the same bar. */
  update(candle: Candle, emit: EventSink): void {
    this.#updateSide(1, candle, emit);
    this.#updateSide(-1, candle, emit);
    this.#volumeBeforeThat = this.#volumeBefore;
    this.#volumeBefore = candle.volume;
  }

  #updateSide(direction: Direction, candle: Candle, emit: EventSink): void {
    const side = this.#sides[direction];
    this.#endBlocks(side, direction, candle, emit);
    const swing = this.#swings.change?.swing;
    if (swing?.direction === direction) this.#follow(side, swing);
    else {
      this.#cross(side, direction, candle, emit);
      consider(side, direction, this.#swings, this.#swings.bars - 1);
    }
  }

  #endBlocks(side: Side, direction: Direction, { open, high, low, close }: Candle, emit: EventSink): void {
    const knownAt = this.#swings.bars - 1;
    const [far, wick] = direction === 1 ? [high, low] : [-low, -high];
    const body = direction === 1 ? Math.min(open, close) : -Math.max(open, close);
    for (let block = side.mitigated.takeBelow(far); block !== null; block = side.mitigated.takeBelow(far)) {
      emit({ kind: 'order-block-gone', direction, bar: block.bar, knownAt });
    }
    const near = -(this.#closeMitigation ? body : wick);
    for (let block = side.fresh.takeBelow(near); block !== null; block = side.fresh.takeBelow(near)) {
      side.mitigated.push(direction === 1 ? block.top : -block.bottom, block);
      emit({ kind: 'order-block-mitigated', direction, bar: block.bar, knownAt });
    }
  }

  /** A swing was confirmed: no close has crossed it yet, and the bars since it are still at hand. */
  #follow(side: Side, swing: Swing): void {
    side.swing = swing;
    side.isCrossed = false;
    side.candidate = null;
    for (let bar = swing.bar + 1; bar < this.#swings.bars; bar++) consider(side, swing.direction, this.#swings, bar);
  }

  #cross(side: Side, direction: Direction, { close, volume }: Candle, emit: EventSink): void {
    const { swing, candidate } = side;
    if (swing === null || candidate === null || side.isCrossed) return;
    if (close * direction <= swing.level * direction) return;
    side.isCrossed = true;
    side.fresh.push(direction === 1 ? -candidate.bottom : candidate.top, candidate);
    const recent = volume + this.#volumeBefore;
    const larger = Math.max(recent, this.#volumeBeforeThat);
    emit({
      kind: 'order-block',
      direction,
      ...candidate,
      volume: recent + this.#volumeBeforeThat,
      percentage: larger === 0 ? 100 : (Math.min(recent, this.#volumeBeforeThat) / larger) * 100,
      knownAt: this.#swings.bars - 1,
    });
  }
}

function newSide(): Side {
  return { swing: null, isCrossed: false, candidate: null, fresh: new PriceQueue(), mitigated: new PriceQueue() };
}

/** One of the last bars is the block to be when it is the lowest (bearish: highest) since the swing, the later of equals. */
function consider(side: Side, direction: Direction, swings: SwingStep, bar: number): void {
  const [top, bottom] = [swings.highAt(bar), swings.lowAt(bar)];
  const old = side.candidate;
  if (old !== null && (direction === 1 ? bottom > old.bottom : top < old.top)) return;
  side.candidate = { bar, top, bottom };
}
