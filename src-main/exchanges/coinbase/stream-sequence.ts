import type { Log } from '../../engine/ports/log.ts';
import type { Timers } from '../../resilience/timers.ts';
import { DOUBT_MS, HOLE_WINDOW_MS, HOLES_TO_DOUBT, SEQUENCE_PROOF } from './limits.ts';

/** `repeat`: said before, to be left out; `hole`: something before this is missing. */
export type SequenceVerdict = 'next' | 'repeat' | 'hole';

/** So many repeats on one connection are no repeats: another way of counting, or a counter that began anew. */
const REPEATS_TO_DOUBT = 10;

/**
 * Whether messages are all there, over the connections of one socket. Where holes come constantly, it is our reading of the
 * counter that is wrong: the counter of the heartbeats is the proof then, for an hour.
 */
export class SequenceCheck {
  readonly #timers: Timers;
  readonly #log: Log;
  readonly #socket: string;
  #last: number | undefined;
  #lastHeartbeat: number | undefined;
  #repeats = 0;
  #holesMs: number[] = [];
  #doubtedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(timers: Timers, log: Log, socket: string) {
    this.#timers = timers;
    this.#log = log;
    this.#socket = socket;
  }

  get proof(): 'connection' | 'heartbeat' {
    return this.#timers.monotonicMs() < this.#doubtedUntilMs ? 'heartbeat' : SEQUENCE_PROOF;
  }

  /** Counters begin anew; the first number is taken as it comes. */
  opened(): void {
    this.#last = undefined;
    this.#lastHeartbeat = undefined;
    this.#repeats = 0;
  }

  message(sequence: number): SequenceVerdict {
    if (this.proof === 'heartbeat') return 'next';
    const last = this.#last;
    if (last === undefined || sequence === last + 1) {
      this.#last = sequence;
      return 'next';
    }
    if (sequence <= last && ++this.#repeats < REPEATS_TO_DOUBT) return 'repeat';
    this.#countHole();
    return 'hole';
  }

  heartbeat(counter: number): SequenceVerdict {
    if (this.proof === 'connection') return 'next';
    const last = this.#lastHeartbeat;
    this.#lastHeartbeat = counter;
    if (last === undefined || counter === last + 1) return 'next';
    return counter === last ? 'repeat' : 'hole';
  }

  #countHole(): void {
    const nowMs = this.#timers.monotonicMs();
    this.#holesMs = [...this.#holesMs.filter((timeMs) => nowMs - timeMs < HOLE_WINDOW_MS), nowMs];
    if (this.#holesMs.length < HOLES_TO_DOUBT) return;
    this.#holesMs = [];
    this.#doubtedUntilMs = nowMs + DOUBT_MS;
    this.#log.warn('sequence_num of Coinbase has holes constantly: heartbeat_counter is checked instead for an hour', {
      socket: this.#socket,
      holes: HOLES_TO_DOUBT,
    });
  }
}
