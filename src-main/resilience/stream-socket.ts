import type { Disposable } from '../base/disposable.ts';
import type { BreakerView, StreamView } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import type { ReplyHead } from './http-request.ts';
import type { RecordTap } from './record-tap.ts';
import { SocketConnection } from './socket-connection.ts';
import type { Timers } from './timers.ts';
import type { Socket, SocketOptions } from './transport.ts';

export type StreamSocketParts = {
  readonly timers: Timers;
  readonly log: Log;
  readonly tap: RecordTap;
  /** For how long the exchange wants nothing from us. */
  readonly pauseLeftMs: () => number;
  readonly onRefused: (head: ReplyHead) => void;
};

type Phase =
  | { readonly kind: 'connecting' | 'live'; readonly connection: SocketConnection }
  | { readonly kind: 'waiting'; readonly retryAtMs: number }
  | { readonly kind: 'closed' };

/** 0, 1, 2, 4 … 60 s, each spread from 0. */
const LONGEST_BACKOFF_MS = 60_000;
const STABLE_AFTER_MS = 30_000;
const RENEWAL_SPREAD = 0.1;
/** The old connection goes on for so long beside the new one, until that has its subscriptions. */
const OVERLAP_MS = 2000;

/** A socket that comes back: one connection after the other, two while one takes over from the other. */
export class StreamSocket implements Socket {
  readonly #options: SocketOptions;
  readonly #parts: StreamSocketParts;
  readonly #retiring = new Set<SocketConnection>();
  /** Of the connection that is live: stability, renewal. Of waiting: the next try. */
  #phaseTimers: Disposable[] = [];
  #phase: Phase = { kind: 'waiting', retryAtMs: 0 };
  #successor: SocketConnection | undefined;
  #failures = 0;
  #reconnects = 0;
  #hasBeenLive = false;
  #breakTold = false;
  #reason = '';
  #lastTextMs: number | null = null;

  constructor(options: SocketOptions, parts: StreamSocketParts) {
    this.#options = options;
    this.#parts = parts;
    this.#connect();
  }

  send(text: string): void {
    if (this.#phase.kind === 'live') this.#phase.connection.send(text);
  }

  reconnect(reason: string): void {
    if (this.#phase.kind === 'live' || this.#phase.kind === 'connecting') this.#break(this.#phase.connection, reason);
  }

  renew(reason: string): void {
    if (this.#phase.kind !== 'live' || this.#successor !== undefined) return;
    // A handshake is a request too.
    const pauseMs = this.#parts.pauseLeftMs();
    if (pauseMs > 0) {
      this.#later(pauseMs, () => this.renew(reason));
      return;
    }
    this.#parts.log.info('a stream is renewed', { stream: this.#options.name, reason });
    this.#successor = this.#dial((failure) => this.#renewLater(failure));
    if (this.#successor === undefined) this.#renewLater('its address could not be used');
  }

  view(): StreamView {
    const { timers } = this.#parts;
    const heardAgoMs = this.#lastTextMs === null ? null : timers.monotonicMs() - this.#lastTextMs;
    return {
      name: this.#options.name,
      state: this.#phase.kind,
      topics: this.#options.topics(),
      reconnects: this.#reconnects,
      lastMessageMs: heardAgoMs === null ? null : timers.nowMs() - heardAgoMs,
      reason: this.#reason,
    };
  }

  breaker(): BreakerView {
    const { timers } = this.#parts;
    const phase = this.#phase;
    const isTrying = phase.kind === 'connecting' && this.#failures > 0;
    return {
      group: this.#options.name,
      state: phase.kind === 'waiting' ? 'open' : isTrying ? 'halfOpen' : 'closed',
      failures: this.#failures,
      retryAtMs: phase.kind === 'waiting' ? timers.nowMs() + phase.retryAtMs - timers.monotonicMs() : null,
      reason: this.#reason,
    };
  }

  async dispose(): Promise<void> {
    const phase = this.#phase;
    this.#phase = { kind: 'closed' };
    this.#stopTimers();
    const connections = [...this.#retiring];
    if (this.#successor !== undefined) connections.push(this.#successor);
    if (phase.kind === 'live' || phase.kind === 'connecting') connections.push(phase.connection);
    this.#successor = undefined;
    this.#retiring.clear();
    await Promise.all(connections.map((connection) => connection.end()));
  }

  #connect(): void {
    this.#stopTimers();
    const pauseMs = this.#parts.pauseLeftMs();
    if (pauseMs > 0) {
      this.#waitFor(pauseMs);
      return;
    }
    const connection = this.#dial(() => undefined);
    if (connection !== undefined) {
      this.#phase = { kind: 'connecting', connection };
      return;
    }
    // Not in this turn: who opens a socket does not expect to hear of it before he has it.
    this.#later(0, () => this.#broken('its address could not be used'));
  }

  /** Undefined when there is no address to dial: what its making threw may quote a token, and is not told. */
  #dial(onSuccessorFailed: (reason: string) => void): SocketConnection | undefined {
    const { timers, onRefused } = this.#parts;
    const { idleAlarmMs, maxMessageBytes, maxFramesPerSecond } = this.#options;
    const settings = { timers, idleAlarmMs, maxMessageBytes, maxFramesPerSecond };
    const onEnd = (reason: string): void => {
      if (this.#retiring.delete(connection)) return;
      if (connection === this.#successor) {
        this.#successor = undefined;
        onSuccessorFailed(reason);
      } else this.#break(connection, reason);
    };
    let connection: SocketConnection;
    try {
      connection = new SocketConnection(
        { ...settings, url: this.#options.url() },
        { onOpen: () => this.#opened(connection), onText: (text) => this.#deliver(text), onEnd, onRefused },
      );
    } catch {
      return undefined;
    }
    return connection;
  }

  #opened(connection: SocketConnection): void {
    const old = connection === this.#successor && this.#phase.kind === 'live' ? this.#phase.connection : undefined;
    this.#successor = undefined;
    this.#stopTimers();
    this.#phase = { kind: 'live', connection };
    this.#endRetiring();
    if (old !== undefined) this.#retire(old);
    if (this.#hasBeenLive && old === undefined) this.#reconnects++;
    this.#hasBeenLive = true;
    this.#breakTold = false;
    this.#later(STABLE_AFTER_MS, () => this.#settled());
    if (this.#options.renewAfterMs !== null) {
      const spread = 1 + RENEWAL_SPREAD * (2 * this.#parts.timers.chance() - 1);
      this.#later(this.#options.renewAfterMs * spread, () => this.renew('planned'));
    }
    this.#tell('open');
    this.#guard(this.#options.onOpen);
  }

  #settled(): void {
    this.#failures = 0;
    this.#reason = '';
  }

  #retire(connection: SocketConnection): void {
    this.#retiring.add(connection);
    this.#later(OVERLAP_MS, () => {
      this.#retiring.delete(connection);
      void connection.end();
    });
  }

  #endRetiring(): void {
    for (const old of this.#retiring) void old.end();
    this.#retiring.clear();
  }

  #renewLater(reason: string): void {
    this.#parts.log.warn('a stream could not be renewed', { stream: this.#options.name, reason });
    this.#failures++;
    this.#later(Math.max(1000, this.#backoffMs()), () => this.renew('planned, once more'));
  }

  #break(connection: SocketConnection, reason: string): void {
    if (this.#phase.kind !== 'live' && this.#phase.kind !== 'connecting') return;
    if (this.#phase.connection !== connection) return;
    void connection.end();
    this.#stopTimers();
    this.#endRetiring();
    this.#broken(reason);
  }

  #broken(reason: string): void {
    this.#reason = reason;
    const successor = this.#successor;
    this.#successor = undefined;
    if (successor === undefined) this.#waitFor(this.#backoffMs());
    else this.#phase = { kind: 'connecting', connection: successor };
    this.#failures++;
    this.#parts.log.info('a stream broke', { stream: this.#options.name, reason });
    if (this.#breakTold) return;
    this.#breakTold = true;
    this.#tell('break');
    this.#guard(() => this.#options.onBreak(reason));
  }

  #waitFor(delayMs: number): void {
    this.#phase = { kind: 'waiting', retryAtMs: this.#parts.timers.monotonicMs() + delayMs };
    this.#later(delayMs, () => this.#connect());
  }

  #backoffMs(): number {
    if (this.#failures === 0) return 0;
    return this.#parts.timers.chance() * Math.min(LONGEST_BACKOFF_MS, 1000 * 2 ** (this.#failures - 1));
  }

  #deliver(text: string): void {
    this.#lastTextMs = this.#parts.timers.monotonicMs();
    const { tap, timers } = this.#parts;
    if (tap.isOpen) tap.tell({ kind: 'frame', socket: this.#options.name, timeMs: timers.nowMs(), text });
    try {
      this.#options.onMessage(text);
    } catch (error) {
      this.#logBug(error);
    }
  }

  #tell(kind: 'open' | 'break'): void {
    const { tap, timers } = this.#parts;
    if (tap.isOpen) tap.tell({ kind, socket: this.#options.name, timeMs: timers.nowMs() });
  }

  #guard(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#logBug(error);
    }
  }

  #logBug(error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#parts.log.error('a listener of a stream failed', { stream: this.#options.name, reason });
  }

  #later(delayMs: number, callback: () => void): void {
    this.#phaseTimers.push(this.#parts.timers.after(delayMs, callback));
  }

  #stopTimers(): void {
    for (const timer of this.#phaseTimers.splice(0)) timer.dispose();
  }
}
