import type { Timers } from '../../resilience/timers.ts';
import type { DownloadProgress } from './download-job.ts';

const WINDOW_MS = 60_000;
/** Less time than this says nothing about the pace. */
const SHORTEST_MS = 2000;

type Sample = { readonly atMs: number; readonly bars: number };

/** Counts what all jobs of a download have done, and when they will be done with the rest. */
export class DownloadPace {
  readonly #timers: Timers;
  readonly #report: (progress: DownloadProgress) => void;
  readonly #barsTotal: number;
  readonly #samples: Sample[] = [];
  /** Done by downloading; what was there already says nothing about the pace. */
  #barsFetched = 0;
  #barsThere = 0;
  #requests = 0;
  readonly #waiting = new Set<string>();

  constructor(timers: Timers, barsTotal: number, report: (progress: DownloadProgress) => void) {
    this.#timers = timers;
    this.#barsTotal = barsTotal;
    this.#report = report;
    this.#samples.push({ atMs: timers.monotonicMs(), bars: 0 });
  }

  /** So many bars of a job need nothing any more. */
  skip(bars: number): void {
    this.#barsThere += bars;
    this.#tell();
  }

  /** Negative when pages that came must be asked for again. */
  done(bars: number): void {
    this.#barsFetched += bars;
    this.#tell();
  }

  requested(): void {
    this.#requests++;
  }

  /** Returns what ends the waiting. */
  waitFor(reason: string): () => void {
    this.#waiting.add(reason);
    this.#tell();
    return () => {
      this.#waiting.delete(reason);
      this.#tell();
    };
  }

  #tell(): void {
    const atMs = this.#timers.monotonicMs();
    this.#samples.push({ atMs, bars: this.#barsFetched });
    while ((this.#samples[1]?.atMs ?? atMs) < atMs - WINDOW_MS) this.#samples.shift();
    const barsDone = this.#barsThere + this.#barsFetched;
    this.#report({
      barsDone: Math.round(barsDone),
      barsTotal: this.#barsTotal,
      requests: this.#requests,
      timeLeftMs: this.#timeLeftMs(this.#barsTotal - barsDone, atMs),
      waitingFor: [...this.#waiting][0] ?? null,
    });
  }

  #timeLeftMs(barsLeft: number, atMs: number): number | null {
    const first = this.#samples[0] as Sample;
    const bars = this.#barsFetched - first.bars;
    const tookMs = atMs - first.atMs;
    if (barsLeft <= 0) return 0;
    return bars > 0 && tookMs >= SHORTEST_MS ? Math.round((barsLeft * tookMs) / bars) : null;
  }
}
