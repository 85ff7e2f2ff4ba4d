import type { Log } from '../../engine/ports/log.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';
import { candleAt, copyCandle } from '../../model/candle.ts';
import { barOpenMs, intervalMs, type TimestampMs } from '../../model/time.ts';

export const MINUTE_MS = intervalMs('1m');
/** A minute that has no closing word is asked for over REST so long after its end; earlier rows are not believed. */
export const CLOSING_GRACE_MS = 3_000;
/** REST is asked again so much later before a minute that it does not have is believed to be quiet. */
const SECOND_LOOK_MS = 10_000;
/** The same, when later minutes are there already: its database has gone on, so a row that comes late is unlikely. */
const QUICK_LOOK_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
/** So many of the latest told minutes are held against what REST says of them later. */
const REMEMBERED = 4;

/** What is counted over all tracks of a feed. */
export type CandleCounters = {
  /** REST says otherwise of a minute that was told: what was told stands. */
  corrections: number;
  /** Closed minutes that came again, or after they were passed over. */
  late: number;
  /** Minutes without trades, as the exchange confirmed twice. */
  passedOver: number;
  /** Minutes told by REST's word. */
  fromRest: number;
};

export const noCandleCounters = (): CandleCounters => ({ corrections: 0, late: 0, passedOver: 0, fromRest: 0 });

export type CandleTrackParts = {
  readonly instrumentId: string;
  readonly pageRows: number;
  readonly counters: CandleCounters;
  readonly log: Log;
  /** The next closed minute. The track is already past it, and `isBehind` says whether more is missing. */
  readonly tell: (candle: Candle) => void;
};

/** Minutes to ask for: open times from `fromMs` to before `toMs`. */
export type AskedMinutes = { readonly fromMs: TimestampMs; readonly toMs: TimestampMs; readonly askedMs: TimestampMs };

/**
 * The closed minutes of one instrument, each once and in order, in the exchange's own word (exchanges.md 6): by the
 * stream's closing, or by REST once the minute's end is past by the exchange's clock. It holds no timer and sends nothing:
 * who owns it looks at `wanted` as time goes by and hands the answer over. All times are the exchange's.
 */
export class CandleTrack {
  readonly #parts: CandleTrackParts;
  readonly #fromStream = new Map<TimestampMs, Candle>();
  readonly #fromRest = new Map<TimestampMs, Candle>();
  /** When REST first did not have a minute. */
  readonly #absentSinceMs = new Map<TimestampMs, TimestampMs>();
  readonly #quiet = new Set<TimestampMs>();
  readonly #told: Candle[] = [];
  #nextOpenMs = Number.NaN;
  #behind = false;
  #isAsking = false;
  #failures = 0;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  constructor(parts: CandleTrackParts) {
    this.#parts = parts;
  }

  /** Open time of the first minute that was not told; NaN before `begin`. */
  get nextOpenMs(): TimestampMs {
    return this.#nextOpenMs;
  }

  /** Since the stream came back, minutes that ended meanwhile are missing still. */
  get isBehind(): boolean {
    return this.#behind;
  }

  /** The first minute told is the one that forms now. */
  begin(nowMs: TimestampMs): void {
    if (Number.isNaN(this.#nextOpenMs)) this.#nextOpenMs = barOpenMs('1m', nowMs);
  }

  /** The stream is whole from now on. */
  connected(nowMs: TimestampMs): void {
    this.#behind = this.#nextOpenMs + MINUTE_MS <= nowMs;
    this.#failures = 0;
    this.#notBeforeMs = Number.NEGATIVE_INFINITY;
  }

  /** A minute the stream said is closed. Borrowed. */
  closedByStream(candle: Candle, nowMs: TimestampMs): void {
    const { openTimeMs } = candle;
    if (openTimeMs % MINUTE_MS !== 0) {
      this.#parts.log.warn('a closed minute does not lie on the grid', { ...this.#who(), openTimeMs });
    } else if (openTimeMs < this.#nextOpenMs) this.#parts.counters.late++;
    else {
      this.#fromStream.set(openTimeMs, copyCandle(candle));
      this.#drain(nowMs);
    }
  }

  /** What REST should be asked now; null when nothing is missing or an answer is under way. */
  wanted(nowMs: TimestampMs): AskedMinutes | null {
    if (this.#isAsking || nowMs < this.#notBeforeMs) return null;
    if (!(this.#nextOpenMs + MINUTE_MS + CLOSING_GRACE_MS <= nowMs)) return null;
    const fromMs = this.#nextOpenMs - 2 * MINUTE_MS;
    const formingEndMs = barOpenMs('1m', nowMs) + MINUTE_MS;
    return { fromMs, toMs: Math.min(formingEndMs, fromMs + this.#parts.pageRows * MINUTE_MS), askedMs: nowMs };
  }

  asking(): void {
    this.#isAsking = true;
  }

  /** The question led to nothing: asked again later and later. */
  failed(nowMs: TimestampMs): void {
    this.#isAsking = false;
    this.#failures++;
    this.#notBeforeMs = nowMs + Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(this.#failures, 5));
  }

  /** REST's rows to a question, in order. Rows that were not over, with the grace, when it was asked are not believed. */
  answered(rows: CandleColumns, asked: AskedMinutes, nowMs: TimestampMs): void {
    this.#isAsking = false;
    this.#failures = 0;
    const sureEndMs = asked.askedMs - CLOSING_GRACE_MS;
    for (let row = 0; row < rows.openTimeMs.length; row++) {
      const openTimeMs = rows.openTimeMs[row] as number;
      if (openTimeMs + MINUTE_MS > sureEndMs || openTimeMs % MINUTE_MS !== 0) continue;
      if (openTimeMs < this.#nextOpenMs) this.#compare(candleAt(rows, row));
      else this.#fromRest.set(openTimeMs, candleAt(rows, row));
    }
    const lastOpenMs = rows.openTimeMs[rows.openTimeMs.length - 1] ?? Number.NEGATIVE_INFINITY;
    const waitMs = this.#noteAbsent(asked, Math.min(asked.toMs, sureEndMs - MINUTE_MS + 1), lastOpenMs);
    this.#notBeforeMs = nowMs + waitMs;
    this.#drain(nowMs);
  }

  /** Minutes that neither REST nor the stream has, up to `beforeMs`. Returns how long to wait for the next look. */
  #noteAbsent({ fromMs, askedMs }: AskedMinutes, beforeMs: TimestampMs, lastOpenMs: TimestampMs): number {
    let waitMs = 0;
    for (let minute = Math.max(this.#nextOpenMs, fromMs); minute < beforeMs; minute += MINUTE_MS) {
      if (this.#fromRest.has(minute) || this.#fromStream.has(minute) || this.#quiet.has(minute)) continue;
      const lookMs = lastOpenMs > minute ? QUICK_LOOK_MS : SECOND_LOOK_MS;
      const sinceMs = this.#absentSinceMs.get(minute);
      if (sinceMs === undefined) this.#absentSinceMs.set(minute, askedMs);
      if (sinceMs !== undefined && askedMs - sinceMs >= lookMs) this.#quiet.add(minute);
      else waitMs = Math.max(waitMs, lookMs - (askedMs - (sinceMs ?? askedMs)));
    }
    return waitMs;
  }

  #drain(nowMs: TimestampMs): void {
    const ready: Candle[] = [];
    for (;;) {
      const minute = this.#nextOpenMs;
      const fromRest = this.#fromRest.get(minute);
      const candle = fromRest ?? this.#fromStream.get(minute);
      if (candle === undefined && !this.#quiet.has(minute)) break;
      if (candle !== undefined) ready.push(candle);
      else this.#parts.counters.passedOver++;
      if (fromRest !== undefined) this.#parts.counters.fromRest++;
      this.#forget(minute);
      this.#nextOpenMs = minute + MINUTE_MS;
    }
    if (this.#nextOpenMs + MINUTE_MS > nowMs) this.#behind = false;
    for (const candle of ready) {
      this.#remember(candle);
      this.#parts.tell(candle);
    }
  }

  #forget(minute: TimestampMs): void {
    this.#fromRest.delete(minute);
    this.#fromStream.delete(minute);
    this.#absentSinceMs.delete(minute);
    this.#quiet.delete(minute);
  }

  #remember(candle: Candle): void {
    this.#told.push(candle);
    if (this.#told.length > REMEMBERED) this.#told.shift();
  }

  #compare(row: Candle): void {
    const index = this.#told.findIndex(({ openTimeMs }) => openTimeMs === row.openTimeMs);
    const told = this.#told[index];
    if (told === undefined || isSame(told, row)) return;
    this.#parts.counters.corrections++;
    this.#parts.log.warn('REST says otherwise of a minute that was told', { ...this.#who(), told, row });
    this.#told[index] = row;
  }

  #who(): { readonly instrument: string } {
    return { instrument: this.#parts.instrumentId };
  }
}

function isSame(left: Candle, right: Candle): boolean {
  return (
    left.open === right.open &&
    left.high === right.high &&
    left.low === right.low &&
    left.close === right.close &&
    left.volume === right.volume
  );
}
