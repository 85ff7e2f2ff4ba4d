import type { SimulatedClock } from '../engine/clock/simulated-clock.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { PaperVenue } from '../exchanges/paper/paper-venue.ts';
import { candleAt } from '../model/candle.ts';
import type { TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import { isMember } from '../model/universe.ts';
import { FineTape } from './fine-tape.ts';
import type { PortfolioRequest } from './portfolio-request.ts';
import type { Recorder } from './recorder.ts';
import type { Tape } from './tape.ts';
import { TapeCandle } from './tape-candle.ts';

/** What a long run says and asks while it works. */
export type ReplayHooks = {
  /** 0 to 1. */
  onProgress?(fraction: number): void;
  isCancelled?(): boolean;
};

/** Everything one run consists of. */
export type Session = {
  readonly request: PortfolioRequest;
  /** The moments of the run. */
  readonly timesMs: Float64Array;
  readonly clock: SimulatedClock;
  readonly engine: Engine;
  readonly venue: PaperVenue;
  readonly recorder: Recorder;
};

/** Candles between two looks at the hooks: milliseconds, also where a strategy needs ten microseconds for one. */
export const HOOK_EVERY = 512;

/** Where one tape stands. Its candle and its event serve the whole tape: both are borrowed by whoever is called with them. */
type TapeHead = {
  readonly tape: Tape;
  readonly timesMs: Float64Array;
  readonly lastRow: number;
  readonly candle: TapeCandle;
  readonly event: EngineEvent;
  readonly botIds: readonly string[];
  /** Finer candles, where the run has some. */
  readonly fine: FineTape | null;
  /** This moment's candle is told as them. */
  isFine: boolean;
  row: number;
  /** Whether the universe held it at the moment before. */
  member: boolean;
};

function headOf(tape: Tape, { bots, venue = {} }: PortfolioRequest): TapeHead {
  const { instrument, interval, candles } = tape;
  const candle = new TapeCandle(candles);
  const fine = venue.fineCandles?.[instrument.id];
  return {
    tape,
    timesMs: candles.openTimeMs,
    lastRow: candles.openTimeMs.length - 1,
    candle,
    event: { kind: 'candle', instrumentId: instrument.id, interval, candle },
    botIds: bots.filter(({ instrumentId }) => instrumentId === instrument.id).map(({ id }) => id),
    fine: fine === undefined ? null : new FineTape(fine.candles, intervalMs(interval)),
    isFine: false,
    row: 0,
    member: false,
  };
}

/**
 * Moment by moment: the venue fills what each candle allows, then the engine is told every price, judges the closes tape by
 * tape in their order, and is told the time. A tape's last candle is not judged: nothing could fill any more; what its bots
 * still hold is closed at its close. False when the run was cancelled.
 */
export function replay(session: Session, hooks: ReplayHooks): boolean {
  const { request, timesMs, clock, engine, venue, recorder } = session;
  const heads = request.tapes.map((tape) => headOf(tape, request));
  const lengthMs = intervalMs((heads[0] as TapeHead).tape.interval);
  const tellsFine = heads.some(({ fine }) => fine !== null);
  const tellsTime = heads.length > 1;
  const hookEvery = Math.max(1, Math.floor(HOOK_EVERY / heads.length));
  const last = timesMs.length - 1;
  for (let step = 0; step <= last; step++) {
    if (step % hookEvery === 0 && !goOn(hooks, step / (last + 1))) return false;
    const nowMs = timesMs[step] as number;
    clock.advanceTo(nowMs);
    let ends = false;
    for (const head of heads) {
      if ((head.timesMs[head.row] as number) < nowMs) catchUp(engine, head, nowMs);
      if (head.timesMs[head.row] !== nowMs) continue;
      head.candle.row = head.row;
      if (tellsFine) head.isFine = head.fine?.seek(head.candle) ?? false;
      if (!head.isFine) venue.onCandle(head.tape.instrument.id, head.candle);
      if (head.row === head.lastRow) ends = true;
    }
    if (tellsFine) tellFine(session, heads);
    const heldAtEnd = ends && endTapes(session, heads, step);
    if (step < last) {
      clock.advanceTo(Math.min(nowMs + lengthMs, timesMs[step + 1] as number));
      if (request.universe !== undefined) leaveUniverse(session, heads);
      if (tellsTime) tellMarks(session, heads, nowMs);
      for (const head of heads) {
        if (head.timesMs[head.row] === nowMs && head.row < head.lastRow) engine.offer(head.event);
      }
      if (tellsTime) engine.offer({ kind: 'time', timeMs: clock.nowMs() });
    }
    if (heldAtEnd || engine.hasPosition()) recorder.countHeldBar();
    recorder.sampleEquity(step);
    for (const head of heads) if (head.timesMs[head.row] === nowMs) head.row++;
  }
  return true;
}

/** Every close of the moment as a price, before anyone is asked: an account is worth what all of it is worth now. */
function tellMarks({ engine }: Session, heads: readonly TapeHead[], nowMs: TimestampMs): void {
  for (const { tape, timesMs, row, candle } of heads) {
    if (timesMs[row] !== nowMs) continue;
    engine.offer({ kind: 'mark', instrumentId: tape.instrument.id, price: candle.close });
  }
}

/** The finer candles of a moment's candles, of all tapes in the order of their times. */
function tellFine({ venue, clock }: Session, heads: readonly TapeHead[]): void {
  for (;;) {
    let nowMs = Number.POSITIVE_INFINITY;
    for (const { fine, isFine } of heads) if (isFine && fine !== null) nowMs = Math.min(nowMs, fine.nextMs());
    if (nowMs === Number.POSITIVE_INFINITY) break;
    clock.advanceTo(nowMs);
    for (const { fine, isFine, tape } of heads) {
      if (isFine && fine?.nextMs() === nowMs) venue.onCandle(tape.instrument.id, fine.take());
    }
  }
  for (const head of heads) head.isFine = false;
}

function goOn(hooks: ReplayHooks, fraction: number): boolean {
  if (hooks.isCancelled?.() === true) return false;
  hooks.onProgress?.(fraction);
  return true;
}

/** Candles at moments that are not the run's, of a symbol that is only looked at: told before anyone acts again. */
function catchUp(engine: Engine, head: TapeHead, nowMs: TimestampMs): void {
  for (; (head.timesMs[head.row] as number) < nowMs; head.row++) {
    head.candle.row = head.row;
    engine.offer(head.event);
  }
}

/** Ends the tapes whose last candle this is. True when a position was held at its close. */
function endTapes({ engine, venue, timesMs }: Session, heads: readonly TapeHead[], step: number): boolean {
  const ending = heads.filter(({ timesMs: own, row, lastRow }) => row === lastRow && own[row] === timesMs[step]);
  for (const { botIds, event } of ending) {
    for (const botId of botIds) engine.offer({ kind: 'command', command: { kind: 'stopBot', botId } });
    engine.offer(event);
  }
  const held = engine.hasPosition();
  for (const { botIds, tape } of ending) {
    for (const botId of botIds) {
      engine.offer({ kind: 'command', command: { kind: 'closePositions', purpose: 'end', botId } });
    }
    venue.onTapeEnd(tape.instrument.id, candleAt(tape.candles, tape.candles.openTimeMs.length - 1));
  }
  return held;
}

/** Tells the bots of what has left the universe since the moment before. */
function leaveUniverse({ request, engine, clock }: Session, heads: readonly TapeHead[]): void {
  const { universe, onLeave } = request;
  if (universe === undefined) return;
  const nowMs: TimestampMs = clock.nowMs();
  for (const head of heads) {
    const member = isMember(universe, head.tape.instrument.id, nowMs);
    if (head.member && !member && head.row < head.lastRow) {
      for (const botId of head.botIds) {
        engine.offer({ kind: 'command', command: { kind: 'leaveUniverse', botId, close: onLeave === 'close' } });
      }
    }
    head.member = member;
  }
}
