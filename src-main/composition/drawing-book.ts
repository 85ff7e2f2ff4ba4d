import { join } from 'node:path';
import { z } from 'zod';
import { type DrawingView, drawingView, MOST_DRAWINGS } from '../../src-preload/contract/drawing-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import { KeptList } from '../config/kept-list.ts';

/** What the person drew on charts, by instrument, in `chart-drawings.json` of the data folder. */
export class DrawingBook {
  readonly #kept: KeptList<DrawingView>;

  constructor(dataDir: string) {
    this.#kept = new KeptList(join(dataDir, 'chart-drawings.json'), z.array(drawingView));
  }

  /** What was wrong with the file; it then lies aside. */
  get problem(): string | null {
    return this.#kept.problem;
  }

  of(instrumentId: string): readonly DrawingView[] {
    return this.#kept.items.filter((drawing) => drawing.instrumentId === instrumentId);
  }

  /** In the place of the one of its id, or as the newest. */
  save(drawing: DrawingView): Outcome<void> {
    const all = this.#kept.items;
    const place = all.findIndex(({ id }) => id === drawing.id);
    if (place >= 0) return this.#kept.replace(all.with(place, drawing));
    const there = this.of(drawing.instrumentId).length;
    return there < MOST_DRAWINGS
      ? this.#kept.replace([...all, drawing])
      : fail('badArgument', `${drawing.instrumentId} has ${there} drawings, expected fewer before one is added`);
  }

  remove(drawingId: string): Outcome<void> {
    return this.#kept.replace(this.#kept.items.filter(({ id }) => id !== drawingId));
  }
}
