import { type CandleColumns, candleAt } from '../../model/candle.ts';
import { BreakStep } from './break-step.ts';
import { GapStep } from './gap-step.ts';
import { OrderBlockStep } from './order-block-step.ts';
import type { Direction, StructureEvent } from './structure-events.ts';
import { SwingStep } from './swing-step.ts';

/** One thing to draw, in bars counted from the first; nothing about it was known before the close of `knownAt`. */
export type StructureMark = {
  readonly kind: 'swing' | 'bos' | 'choch' | 'orderBlock' | 'gap';
  readonly direction: Direction;
  /** Bar it stands at. */
  readonly bar: number;
  readonly knownAt: number;
  /**
   * Bar at which it was over: a swing gave way to a more extreme one, a level was broken, a block or gap was traded
   * into; null while it is not.
   */
  readonly endBar: number | null;
  /** Prices; the same twice for a level. */
  readonly top: number;
  readonly bottom: number;
};

type Open = { -readonly [Key in keyof StructureMark]: StructureMark[Key] };

/**
 * Swings, breaks, order blocks and fair value gaps of closed candles, in the order of their bars, by the causal steps and
 * with the defaults of their parameters: what a chart shows of a bar is what was known when it closed.
 */
export function structureMarks(candles: CandleColumns, swingLength: number): readonly StructureMark[] {
  const swings = new SwingStep(swingLength);
  const breaks = new BreakStep(swings, true);
  const gaps = new GapStep(false);
  const blocks = new OrderBlockStep(swings, false);
  const marks: Open[] = [];
  const open = new Map<string, Open>();
  const take = (event: StructureEvent): void => note(event, marks, open);
  for (let bar = 0; bar < candles.close.length; bar++) {
    const candle = candleAt(candles, bar);
    swings.update(candle, take);
    breaks.update(candle, take);
    gaps.update(candle, take);
    blocks.update(candle, take);
  }
  return marks.sort((a, b) => a.bar - b.bar);
}

function note(event: StructureEvent, marks: Open[], open: Map<string, Open>): void {
  const { kind, direction, bar, knownAt } = event;
  const add = (mark: Pick<Open, 'kind' | 'endBar' | 'top' | 'bottom'>): Open => {
    const added = { direction, bar, knownAt, ...mark };
    marks.push(added);
    return added;
  };
  const end = (of: StructureMark['kind'], at: number): void => {
    const mark = open.get(keyOf(of, direction, at));
    if (mark !== undefined) mark.endBar = knownAt;
    open.delete(keyOf(of, direction, at));
  };
  if (kind === 'swing') {
    if (event.replaces !== null) end('swing', event.replaces);
    open.set(keyOf('swing', direction, bar), add({ kind, endBar: null, top: event.level, bottom: event.level }));
  } else if (kind === 'swing-final') open.delete(keyOf('swing', direction, bar));
  else if (kind === 'bos' || kind === 'choch') {
    add({ kind, endBar: event.brokenAt, top: event.level, bottom: event.level });
  } else if (kind === 'gap' || kind === 'order-block') {
    const drawn = kind === 'gap' ? 'gap' : 'orderBlock';
    const { top, bottom } = event;
    open.set(keyOf(drawn, direction, bar), add({ kind: drawn, endBar: null, top, bottom }));
  } else if (kind === 'gap-mitigated') end('gap', bar);
  else if (kind === 'order-block-mitigated') end('orderBlock', bar);
}

const keyOf = (kind: StructureMark['kind'], direction: Direction, bar: number): string => `${kind}${direction}@${bar}`;
