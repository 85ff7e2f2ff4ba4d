import { setImmediate as turn } from 'node:timers/promises';
import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { StreamView } from '../../engine/ports/exchange.ts';
import type { Timers } from '../../resilience/timers.ts';
import type {
  RawRecord,
  Socket,
  SocketOptions,
  Transport,
  TransportReply,
  TransportRequest,
} from '../../resilience/transport.ts';
import { readTapeHeader, readTapeRecords } from './read-tape.ts';
import type { TapeHeader } from './tape-format.ts';
import { TapeReplies } from './tape-replies.ts';
import { TapeSockets } from './tape-sockets.ts';
import { TapeTimers } from './tape-timers.ts';

/** Times as fast as it happened; or as fast as whoever listens can take it. */
export type TapeSpeed = number | 'unpaced';

/** What a play came to. */
export type TapeEnd = {
  readonly records: number;
  /** The recording was not ended as it should be: played up to the tear. */
  readonly isTorn: boolean;
  /** Frames of sockets that nobody opened. */
  readonly unheardFrames: number;
  readonly unaskedReplies: number;
  /** Requests that the tape has no reply to. */
  readonly unknownRequests: number;
};

/** The way to an exchange as it was. Its clock is the tape's: protocols and feeds on it must be given `timers`. */
export interface TapeTransport extends Transport {
  readonly header: TapeHeader;
  readonly timers: Timers;
  /** Plays to the end, or until disposed. Once. */
  play(): Promise<TapeEnd>;
}

/** Reads the tape through once, for the requests on it. `realTimers` pace the play. Fails as `readTapeHeader` does. */
export async function createTapeTransport(
  path: string,
  realTimers: Timers,
  speed: TapeSpeed,
): Promise<Outcome<TapeTransport>> {
  if (speed !== 'unpaced' && !(speed > 0)) {
    return fail('badArgument', `speed is ${speed}, expected a number above 0 or "unpaced"`);
  }
  const header = await readTapeHeader(path);
  if (!header.ok) return header;
  const counts = new Map<string, number>();
  for await (const record of readTapeRecords(path)) {
    if (record?.kind === 'reply') counts.set(record.request, (counts.get(record.request) ?? 0) + 1);
  }
  return succeed(new TapePlayer({ path, realTimers, speed, header: header.value, counts }));
}

type PlayerParts = {
  readonly path: string;
  readonly realTimers: Timers;
  readonly speed: TapeSpeed;
  readonly header: TapeHeader;
  readonly counts: ReadonlyMap<string, number>;
};

/** Turns of the event loop that the tape waits for a request or a socket that was there when it was recorded. */
const PATIENCE_TURNS = 50;

class TapePlayer implements TapeTransport {
  readonly header: TapeHeader;
  readonly timers: TapeTimers;
  readonly #parts: PlayerParts;
  readonly #replies: TapeReplies;
  readonly #sockets = new TapeSockets();
  /** Names and requests that were waited for in vain. */
  readonly #missed = new Set<string>();
  readonly #taps = new Set<(record: RawRecord) => void>();
  #pause: { readonly timer: Disposable; readonly end: () => void } | null = null;
  #beganAtMs = 0;
  #isDisposed = false;
  #records = 0;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.header = parts.header;
    this.timers = new TapeTimers(parts.header.startedMs);
    this.#replies = new TapeReplies(this.timers, parts.counts);
  }

  async play(): Promise<TapeEnd> {
    this.#beganAtMs = this.#parts.realTimers.monotonicMs();
    let isTorn = false;
    for await (const record of readTapeRecords(this.#parts.path)) {
      if (record === null) isTorn = true;
      else await this.#come(record);
      if (this.#isDisposed) break;
    }
    this.#replies.end();
    await turn();
    const { unaskedReplies, unknownRequests } = this.#replies;
    const { unheardFrames } = this.#sockets;
    return { records: this.#records, isTorn, unheardFrames, unaskedReplies, unknownRequests };
  }

  send(request: TransportRequest): Promise<Outcome<TransportReply>> {
    if (this.#isDisposed) return Promise.resolve(fail('cancelled', 'the tape was taken out'));
    return this.#replies.ask(request);
  }

  openSocket(options: SocketOptions): Socket {
    return this.#sockets.open(options);
  }

  tap(listener: (record: RawRecord) => void): Disposable {
    this.#taps.add(listener);
    return { dispose: () => void this.#taps.delete(listener) };
  }

  // A tape has its own pace: nothing is limited and nothing breaks but what broke then.
  observeUsed = (): void => undefined;
  pauseUntil = (): void => undefined;
  budgets = (): readonly [] => [];
  pausedUntilMs = (): null => null;
  breakers = (): readonly [] => [];
  latencyMs = (): null => null;

  streams(): readonly StreamView[] {
    return this.#sockets.streams();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#sockets.clear();
    this.#replies.end();
    void this.#pause?.timer.dispose();
    this.#pause?.end();
  }

  /** Everything that was due before the record, then the record, each with the time to take effect. */
  async #come(record: RawRecord): Promise<void> {
    while (this.timers.nextDueMs() <= record.timeMs && !this.#isDisposed) {
      await this.#waitUntil(this.timers.nextDueMs());
      this.timers.fireNext();
      await turn();
    }
    await this.#waitUntil(record.timeMs);
    this.timers.moveTo(record.timeMs);
    await this.#whenExpected(record);
    if (this.#isDisposed) return;
    this.#records++;
    for (const tap of this.#taps) tap(record);
    if (record.kind === 'reply') this.#replies.deliver(record);
    else this.#sockets.deliver(record);
    await turn();
  }

  async #waitUntil(tapeMs: number): Promise<void> {
    const { realTimers, speed, header } = this.#parts;
    if (speed === 'unpaced' || this.#isDisposed) return;
    const dueAtMs = this.#beganAtMs + (tapeMs - header.startedMs) / speed;
    const waitMs = dueAtMs - realTimers.monotonicMs();
    if (!(waitMs > 0)) return;
    await new Promise<void>((end) => {
      this.#pause = { timer: realTimers.after(waitMs, end), end };
    });
    this.#pause = null;
  }

  /** What the code on the tape does next may take some turns of promises; what it never does is waited for once. */
  async #whenExpected(record: RawRecord): Promise<void> {
    if (record.kind === 'break') return;
    const name = record.kind === 'reply' ? record.request : record.socket;
    const isReady = (): boolean =>
      record.kind === 'reply' ? this.#replies.isAwaited(record) : this.#sockets.has(record.socket);
    for (let turns = 0; !isReady() && !this.#missed.has(name) && turns < PATIENCE_TURNS; turns++) await turn();
    if (isReady()) this.#missed.delete(name);
    else this.#missed.add(name);
  }
}
