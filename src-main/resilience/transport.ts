import type { Disposable } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import type { BreakerView, BudgetState, RequestPriority, StreamView } from '../engine/ports/exchange.ts';

/** A request ready to leave. */
export type BuiltRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type TransportRequest = {
  /** Made at the moment of sending, after every wait, so that timestamps and signatures are fresh. Called once. */
  readonly build: () => BuiltRequest;
  /** What it takes from each budget, by the budget's name. */
  readonly cost: Readonly<Record<string, number>>;
  readonly priority: RequestPriority;
  /** Circuit breaker it belongs to, such as `market` or `orders`. */
  readonly group: string;
  /** From sending to the end of the reply. */
  readonly timeoutMs: number;
  /** How long it may wait for its turn; refused with `rateLimited` beyond. */
  readonly maxWaitMs?: number;
  /** Asked in the moment before it is sent, after every wait; refused with `cancelled` when it says no. */
  readonly mayLeave?: (() => boolean) | undefined;
  readonly signal?: AbortSignal;
};

export type TransportReply = {
  readonly status: number;
  /** By lower-case name; undefined when absent. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
  /** When it left and when the reply was complete, by our clock. */
  readonly sentMs: number;
  readonly receivedMs: number;
};

/** Failure codes that prove that the request never left: safe to try again. All others may have reached the exchange. */
export const NOT_SENT_CODES = ['rateLimited', 'circuitOpen', 'cancelled', 'clockInDoubt'] as const;

export type SocketOptions = {
  /** For people and for the breaker; unique within a transport. */
  readonly name: string;
  /** Asked anew for each connection. */
  readonly url: () => string;
  /** A new connection is open: subscribe. Frames sent here leave before all others. */
  readonly onOpen: () => void;
  /** One whole frame. Throwing is a bug of ours: it is logged and the socket goes on. */
  readonly onMessage: (text: string) => void;
  /** Nothing can be heard any more, until `onOpen` comes again. Told once a break; not for a planned change-over. */
  readonly onBreak: (reason: string) => void;
  /** Reconnects when nothing at all came for so long, pings included. */
  readonly idleAlarmMs: number;
  /** A second connection takes over after so long, give or take a tenth; the first stays until it has. Null for never. */
  readonly renewAfterMs: number | null;
  readonly maxMessageBytes: number;
  /** Frames beyond wait. */
  readonly maxFramesPerSecond: number;
  /** Shown as the topics of this stream. */
  readonly topics: () => number;
};

export interface Socket extends Disposable {
  /** Queued while not connected is not: a frame for a connection that is not open is dropped, `onOpen` subscribes anew. */
  send(text: string): void;
  /** Breaks the connection and makes a new one, at once or by the backoff. */
  reconnect(reason: string): void;
  /** Opens the next connection now and takes over when it is open, as when the server announces its end. */
  renew(reason: string): void;
}

/** Raw traffic, for the recorder. Requests are told without headers, and signed ones without their query and body. */
export type RawRecord =
  | { readonly kind: 'frame'; readonly socket: string; readonly timeMs: number; readonly text: string }
  | { readonly kind: 'open' | 'break'; readonly socket: string; readonly timeMs: number }
  | {
      readonly kind: 'reply';
      /** Method and URL as far as they are nobody's secret: what a replay finds the reply by. */
      readonly request: string;
      readonly status: number;
      readonly timeMs: number;
      readonly text: string;
    };

/** The way to one exchange. A tape is another one. */
export interface Transport extends Disposable {
  /** A reply of any status is a success here; what it means is the exchange's business. */
  send(request: TransportRequest): Promise<Outcome<TransportReply>>;
  openSocket(options: SocketOptions): Socket;
  /** The exchange said how much of a budget is used. */
  observeUsed(budget: string, used: number): void;
  /** The exchange asks for silence: nothing leaves before `untilMs`, over a restart too. Never shortens an earlier one. */
  pauseUntil(untilMs: number, reason: string): void;
  budgets(): readonly BudgetState[];
  pausedUntilMs(): number | null;
  breakers(): readonly BreakerView[];
  streams(): readonly StreamView[];
  latencyMs(): { readonly median: number; readonly p95: number } | null;
  /** Hands over everything that comes in, until disposed. */
  tap(listener: (record: RawRecord) => void): Disposable;
}
