import { join } from 'node:path';
import { z } from 'zod';
import { type DrawingView, drawingView, MOST_DRAWINGS } from '../../src-preload/contract/drawing-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { readJsonFile, writeJsonFile } from '../config/json-file.ts';

const FILE_NAME = 'chart-drawings.json';
const kept = z.array(drawingView);

/** What the person drew on charts, by instrument, in `chart-drawings.json` of the data folder. */
export class DrawingBook {
  readonly #path: string;
  /** What was wrong with the file; it then lies aside. */
  readonly problem: string | null;
  #drawings: readonly DrawingView[];

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE_NAME);
    const read = readJsonFile(this.#path, kept);
    this.problem = read.ok ? null : read.error.message;
    this.#drawings = (read.ok ? read.value : undefined) ?? [];
  }

  of(instrumentId: string): readonly DrawingView[] {
    return this.#drawings.filter((drawing) => drawing.instrumentId === instrumentId);
  }

  /** In the place of the one of its id, or as the newest. */
  save(drawing: DrawingView): Outcome<void> {
    const place = this.#drawings.findIndex(({ id }) => id === drawing.id);
    if (place >= 0) return this.#write(this.#drawings.with(place, drawing));
    const there = this.of(drawing.instrumentId).length;
    return there < MOST_DRAWINGS
      ? this.#write([...this.#drawings, drawing])
      : fail('badArgument', `${drawing.instrumentId} has ${there} drawings, expected fewer before one is added`);
  }

  remove(drawingId: string): Outcome<void> {
    return this.#write(this.#drawings.filter(({ id }) => id !== drawingId));
  }

  #write(drawings: readonly DrawingView[]): Outcome<void> {
    const written = writeJsonFile(this.#path, drawings);
    if (written.ok) this.#drawings = drawings;
    return written.ok ? succeed(undefined) : written;
  }
}
