import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { CandleRange, CandleStore } from '../engine/ports/candle-store.ts';
import type { ExchangeAdapter } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import type { Candle, CandleColumns } from '../model/candle.ts';
import { candleColumnsOf, createCandleColumns } from '../model/candle.ts';
import { sourceInterval } from '../model/candle-aggregation.ts';
import { concatColumns } from '../model/candle-rows.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, intervalMs } from '../model/time.ts';
import type { Timers } from '../resilience/timers.ts';
import type { LoadedSpan } from './candle-flights.ts';
import { CandleFlights } from './candle-flights.ts';
import type { CandlePiece } from './candle-piece.ts';
import type { CandleStorage, SeriesName } from './candle-storage.ts';
import { coarserPiece } from './coarser-piece.ts';
import { closedUntil } from './exchange-candles.ts';
import { unknownInstrument } from './fill-hole.ts';
import { PendingCandles } from './pending-candles.ts';
import type { RingLimits } from './ring-shelf.ts';
import { RingShelf } from './ring-shelf.ts';
import { createSpanLoader } from './span-loader.ts';
import type { TimeSpan } from './time-span.ts';
import { alignSpan, missingSpans } from './time-span.ts';

export type TieredCandlesParts = {
  readonly exchangeOf: (instrumentId: string) => ExchangeAdapter | undefined;
  readonly storage: CandleStorage;
  readonly timers: Timers;
  readonly log: Log;
  readonly limits: RingLimits & {
    /** Most bars one read may have to fetch; beyond, it is refused: that is a download. */
    readonly barsPerFetch: number;
  };
};

/** How this session's reads were served, each counted once, by the deepest tier it needed. */
export type TierFigures = {
  readonly reads: number;
  readonly fromMemory: number;
  readonly fromDatabase: number;
  readonly fromExchange: number;
  /** Share of reads that needed no exchange, 0 to 1; 1 before the first. */
  readonly hitRate: number;
  /** Candle ranges that exchanges were asked for. */
  readonly exchangeRequests: number;
  /** Of all rings. */
  readonly bytes: number;
  readonly series: number;
  readonly evictions: number;
};

/** The closed candles of exchanges: memory over `market.db` over the exchange. The one owner of all three. */
export interface TieredCandles extends CandleStore, Disposable {
  /** Closed bars that open in the range. Fails as the exchange does when it must be asked and cannot. */
  read(range: CandleRange): Promise<Outcome<CandleColumns>>;
  /** A closed minute of the live feed. Borrowed. */
  onClosed(instrumentId: string, candle: Candle): void;
  /** Minutes from `fromMs` on and before `toMs` that the live feed knows to be empty. */
  onQuiet(instrumentId: string, fromMs: TimestampMs, toMs: TimestampMs): void;
  /** Writes what came live and waits for its turn, of one instrument or of all. */
  flush(instrumentId?: string): Promise<void>;
  /** The series is removed from the store: nothing of it is kept in memory, or it would be known there and lie nowhere. */
  forget(series: SeriesName): void;
  figures(): TierFigures;
  /** Writes what waits. The storage must outlive it. */
  dispose(): Promise<void>;
}

const WRITE_EVERY_MS = 60_000;

export function createTieredCandles(parts: TieredCandlesParts): TieredCandles {
  return new TierReader(parts);
}

class TierReader implements TieredCandles {
  readonly #parts: TieredCandlesParts;
  readonly #shelf: RingShelf;
  readonly #pending: PendingCandles;
  readonly #flights: CandleFlights;
  readonly #writing: Disposable;
  /** Until when the minutes of an instrument were told live. */
  readonly #toldToMs = new Map<string, TimestampMs>();
  #fromMemory = 0;
  #fromDatabase = 0;
  #fromExchange = 0;
  #exchangeRequests = 0;

  constructor(parts: TieredCandlesParts) {
    const { storage, exchangeOf, timers, log, limits } = parts;
    this.#parts = parts;
    this.#shelf = new RingShelf(limits);
    this.#pending = new PendingCandles(storage, log);
    const load = createSpanLoader({
      storage,
      exchangeOf,
      nowMs: () => timers.nowMs(),
      log,
      barsPerFetch: limits.barsPerFetch,
      pending: this.#pending,
      readFiner: (series, span) => this.#readParts(series, span),
      onRequest: () => void this.#exchangeRequests++,
      onPiece: (series, piece) => this.#shelf.write(series, (ring) => ring.put(piece)),
    });
    this.#flights = new CandleFlights(load);
    this.#writing = timers.every(WRITE_EVERY_MS, () => void this.#pending.flushAll());
  }

  async read(range: CandleRange): Promise<Outcome<CandleColumns>> {
    const { instrumentId, interval, fromMs, toMs } = range;
    if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) {
      return fail('badArgument', `the range is ${fromMs} to ${toMs}, expected times in milliseconds`);
    }
    const adapter = this.#parts.exchangeOf(instrumentId);
    if (adapter === undefined) return { ok: false, error: unknownInstrument(instrumentId) };
    const series = { instrumentId, interval };
    const span = alignSpan(interval, { fromMs, toMs: Math.min(toMs, this.#closedMs(adapter, series)) });
    if (span === undefined) {
      this.#fromMemory++;
      return succeed(createCandleColumns(0));
    }
    const read = await this.#readParts(series, span);
    if (!read.ok) return read;
    const asked = read.value;
    if (asked.some(({ askedExchange }) => askedExchange)) this.#fromExchange++;
    else if (asked.some(({ fromRing }) => !fromRing)) this.#fromDatabase++;
    else this.#fromMemory++;
    return succeed(concatColumns(asked.map(({ columns }) => columns)));
  }

  onClosed(instrumentId: string, candle: Candle): void {
    const { openTimeMs } = candle;
    const piece = { fromMs: openTimeMs, toMs: openTimeMs + intervalMs('1m'), columns: candleColumnsOf([candle]) };
    this.#learnMinutes(instrumentId, piece);
  }

  onQuiet(instrumentId: string, fromMs: TimestampMs, toMs: TimestampMs): void {
    const span = alignSpan('1m', { fromMs, toMs: barOpenMs('1m', toMs) });
    if (span !== undefined) this.#learnMinutes(instrumentId, { ...span, columns: createCandleColumns(0) });
  }

  async flush(instrumentId?: string): Promise<void> {
    await this.#pending.flushAll(instrumentId);
  }

  forget(series: SeriesName): void {
    this.#shelf.drop(series);
    this.#pending.drop(series);
  }

  figures(): TierFigures {
    const served = this.#fromMemory + this.#fromDatabase;
    const reads = served + this.#fromExchange;
    return {
      reads,
      fromMemory: this.#fromMemory,
      fromDatabase: this.#fromDatabase,
      fromExchange: this.#fromExchange,
      hitRate: reads === 0 ? 1 : served / reads,
      exchangeRequests: this.#exchangeRequests,
      bytes: this.#shelf.bytes,
      series: this.#shelf.series,
      evictions: this.#shelf.evictions,
    };
  }

  async dispose(): Promise<void> {
    await this.#writing.dispose();
    await this.#flights.settled();
    await this.#pending.flushAll();
  }

  /**
   * Until when a series may be asked for. A market that is told live is not asked for a bar that ended just now: the feed
   * brings it. Nor is one asked for parts of a bar that are still to come.
   */
  #closedMs(adapter: ExchangeAdapter, { instrumentId, interval }: SeriesName): TimestampMs {
    const { closedMs, settledMs } = closedUntil(adapter, this.#parts.timers.nowMs());
    const toldToMs = this.#toldToMs.get(instrumentId) ?? Number.NEGATIVE_INFINITY;
    const isLive = toldToMs >= barOpenMs('1m', settledMs) - intervalMs('1m');
    const isMade = sourceInterval(adapter.candleIntervals, interval) !== interval;
    if (isMade) return barOpenMs(interval, settledMs);
    return barOpenMs(interval, Math.max(toldToMs, isLive ? settledMs : closedMs));
  }

  async #readParts(
    series: SeriesName,
    span: TimeSpan,
  ): Promise<Outcome<readonly (LoadedSpan & { readonly fromRing: boolean })[]>> {
    const ring = this.#shelf.use(series);
    const inRing = ring?.span;
    const missing = missingSpans(span, inRing === undefined ? [] : [inRing]);
    // Read now: while something is loaded the ring may move on.
    const kept = ring?.read(span) ?? createCandleColumns(0);
    const loaded = await Promise.all(missing.map((part) => this.#flights.take(series, part)));
    const parts = [
      { fromMs: inRing?.fromMs ?? span.fromMs, toMs: 0, columns: kept, askedExchange: false, fromRing: true },
    ];
    for (const outcome of loaded) {
      if (!outcome.ok) return outcome;
      parts.push(...outcome.value.map((part) => ({ ...part, fromRing: false })));
    }
    return succeed(parts.sort((left, right) => left.fromMs - right.fromMs));
  }

  #learnMinutes(instrumentId: string, piece: CandlePiece): void {
    const series = { instrumentId, interval: '1m' } as const;
    this.#toldToMs.set(instrumentId, Math.max(piece.toMs, this.#toldToMs.get(instrumentId) ?? piece.toMs));
    this.#shelf.write(series, (ring) => ring.put(piece));
    this.#pending.add(series, piece);
    const minutes = this.#shelf.peek(series);
    if (minutes === undefined) return;
    for (const { series: coarser, ring } of this.#shelf.of(instrumentId)) {
      const whole = coarserPiece(minutes, ring, coarser.interval);
      if (whole === undefined) continue;
      this.#shelf.write(coarser, (own) => own.put(whole));
      this.#pending.add(coarser, whole);
    }
  }
}
