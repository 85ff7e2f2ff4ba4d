import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket } from 'ws';
import type { Disposable } from '../base/disposable.ts';
import type { ReplyHead } from './http-request.ts';
import { RollingWindow } from './rolling-window.ts';
import type { Timers } from './timers.ts';

export type ConnectionSettings = {
  readonly url: string;
  readonly timers: Timers;
  readonly idleAlarmMs: number;
  readonly maxMessageBytes: number;
  readonly maxFramesPerSecond: number;
};

export type ConnectionEvents = {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** Once, and not after `end`. */
  readonly onEnd: (reason: string) => void;
  /** The server answered the handshake with something else than a connection; `onEnd` follows. */
  readonly onRefused: (head: ReplyHead) => void;
};

const HANDSHAKE_MS = 10_000;
const FRAME_WINDOW_MS = 1000;

/** One connection over `ws`, from its dialling to its end. It never comes back. */
export class SocketConnection {
  readonly #settings: ConnectionSettings;
  readonly #events: ConnectionEvents;
  readonly #socket: WebSocket;
  readonly #frames = new RollingWindow(FRAME_WINDOW_MS);
  readonly #closed: Promise<void>;
  #queue: string[] = [];
  #queueTimer: Disposable | undefined;
  #alarm: Disposable;
  #lastHeardMs: number;
  #isEnded = false;

  /** Throws when the address is none. */
  constructor(settings: ConnectionSettings, events: ConnectionEvents) {
    this.#settings = settings;
    this.#events = events;
    this.#socket = new WebSocket(settings.url, {
      maxPayload: settings.maxMessageBytes,
      // Costs more time than it saves bytes, and few exchanges offer it.
      perMessageDeflate: false,
      // What is not UTF-8 becomes U+FFFD, which no decoder takes for a number.
      skipUTF8Validation: true,
    });
    this.#closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#lastHeardMs = settings.timers.monotonicMs();
    this.#alarm = settings.timers.after(HANDSHAKE_MS, () => this.#fail(`no connection within ${HANDSHAKE_MS} ms`));
    this.#listen();
  }

  /** Leaves at once, or when the pace allows it; dropped when the connection ends before. */
  send(text: string): void {
    if (this.#isEnded || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#queue.push(text);
    if (this.#queueTimer === undefined) this.#flush();
  }

  /** Ends it without a word to the listener; resolves when it is gone. */
  end(): Promise<void> {
    this.#isEnded = true;
    this.#alarm.dispose();
    this.#queueTimer?.dispose();
    this.#queue = [];
    this.#socket.terminate();
    return this.#closed;
  }

  #listen(): void {
    const { timers } = this.#settings;
    const heard = (): void => {
      this.#lastHeardMs = timers.monotonicMs();
    };
    this.#socket.on('open', () => this.#opened());
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      heard();
      // One string a message, straight from the bytes as they came.
      if (!isBinary && !this.#isEnded) this.#events.onText(data.toString());
    });
    this.#socket.on('ping', heard);
    this.#socket.on('pong', heard);
    this.#socket.on('error', (error) => this.#fail(error.message || 'the connection failed'));
    this.#socket.on('close', (code) => this.#fail(`closed with ${code}`));
    this.#socket.on('unexpected-response', (_, reply) => this.#refused(reply));
  }

  #opened(): void {
    if (this.#isEnded) return;
    this.#lastHeardMs = this.#settings.timers.monotonicMs();
    this.#alarm.dispose();
    this.#watchSilence();
    this.#events.onOpen();
  }

  #refused(reply: IncomingMessage): void {
    const status = reply.statusCode ?? 0;
    const header = (name: string): string | undefined => {
      const value = reply.headers[name.toLowerCase()];
      return typeof value === 'string' ? value : value?.[0];
    };
    reply.resume();
    if (!this.#isEnded) this.#events.onRefused({ status, header });
    this.#fail(`refused with HTTP ${status}`);
  }

  #watchSilence(): void {
    const { timers, idleAlarmMs } = this.#settings;
    const leftMs = this.#lastHeardMs + idleAlarmMs - timers.monotonicMs();
    if (leftMs <= 0) this.#fail(`nothing heard for ${idleAlarmMs} ms`);
    else this.#alarm = timers.after(leftMs, () => this.#watchSilence());
  }

  #fail(reason: string): void {
    if (this.#isEnded) return;
    void this.end();
    this.#events.onEnd(reason);
  }

  #flush(): void {
    const { timers, maxFramesPerSecond } = this.#settings;
    this.#queueTimer = undefined;
    let nowMs = timers.monotonicMs();
    while (this.#queue.length > 0 && this.#frames.used(nowMs) < maxFramesPerSecond) {
      this.#frames.add(nowMs, 1);
      this.#socket.send(this.#queue.shift() as string);
      nowMs = timers.monotonicMs();
    }
    if (this.#queue.length === 0) return;
    const nextMs = this.#frames.nextExpiryMs(nowMs) ?? nowMs;
    this.#queueTimer = timers.after(Math.max(1, nextMs - nowMs), () => this.#flush());
  }
}
