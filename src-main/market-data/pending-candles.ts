import type { Log } from '../engine/ports/log.ts';
import { concatColumns } from '../model/candle-rows.ts';
import type { CandlePiece } from './candle-piece.ts';
import type { CandleStorage, SeriesName } from './candle-storage.ts';
import { seriesKeyOf } from './candle-storage.ts';

type Pending = { readonly series: SeriesName; pieces: CandlePiece[] };

/** Most rows that wait in one piece while nothing can be written; the exchange has what is dropped. */
const MOST_ROWS = 20_000;

/** Bars that are known and not written yet: kept together, so that a series is written once for many. */
export class PendingCandles {
  readonly #storage: CandleStorage;
  readonly #log: Log;
  readonly #pending = new Map<string, Pending>();
  readonly #writing = new Map<string, Promise<void>>();

  constructor(storage: CandleStorage, log: Log) {
    this.#storage = storage;
    this.#log = log;
  }

  /** How many series wait to be written. */
  get series(): number {
    return this.#pending.size;
  }

  add(series: SeriesName, piece: CandlePiece): void {
    const key = seriesKeyOf(series);
    const pending = this.#pending.get(key) ?? { series, pieces: [] };
    this.#pending.set(key, pending);
    pending.pieces.push(piece);
    if (pending.pieces.length > MOST_ROWS) pending.pieces.shift();
  }

  /** What waits of a series is not written any more. */
  drop(series: SeriesName): void {
    this.#pending.delete(seriesKeyOf(series));
  }

  /** Resolves when everything that was known of a series by now is written, or could not be. */
  flush(series: SeriesName): Promise<void> {
    const key = seriesKeyOf(series);
    const before = this.#writing.get(key);
    if (before === undefined && !this.#pending.has(key)) return Promise.resolve();
    const writing = (before ?? Promise.resolve()).then(() => this.#write(key));
    this.#writing.set(key, writing);
    return writing.finally(() => {
      if (this.#writing.get(key) === writing) this.#writing.delete(key);
    });
  }

  /** All series, or those of one instrument. */
  async flushAll(instrumentId?: string): Promise<void> {
    const waiting = [...this.#pending.values()].map(({ series }) => series);
    const wanted = waiting.filter((series) => instrumentId === undefined || series.instrumentId === instrumentId);
    await Promise.all([...wanted.map((series) => this.flush(series)), ...this.#writing.values()]);
  }

  async #write(key: string): Promise<void> {
    const pending = this.#pending.get(key);
    if (pending === undefined) return;
    this.#pending.delete(key);
    for (const piece of joinPieces(pending.pieces)) {
      const { fromMs, toMs, columns } = piece;
      const written = await this.#storage.writeCovered({ series: pending.series, columns, fromMs, toMs });
      if (written.ok) continue;
      this.#log.warn('candles could not be written', { ...pending.series, fromMs, toMs, failure: written.error });
      // What is bad stays bad; a full disk or a busy folder may be mended by the next time.
      if (written.error.code !== 'badArgument') this.#keep(pending.series, piece);
    }
  }

  #keep(series: SeriesName, piece: CandlePiece): void {
    if (piece.columns.openTimeMs.length > MOST_ROWS) return;
    const key = seriesKeyOf(series);
    const pending = this.#pending.get(key) ?? { series, pieces: [] };
    pending.pieces = [piece, ...pending.pieces];
    this.#pending.set(key, pending);
  }
}

/** Pieces that follow one another become one. */
function joinPieces(pieces: readonly CandlePiece[]): readonly CandlePiece[] {
  const runs: CandlePiece[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run?.at(-1)?.toMs === piece.fromMs) run.push(piece);
    else runs.push([piece]);
  }
  return runs.map((run) => ({
    fromMs: (run[0] as CandlePiece).fromMs,
    toMs: (run.at(-1) as CandlePiece).toMs,
    columns: concatColumns(run.map(({ columns }) => columns)),
  }));
}
