import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Faults } from '../../core/faults.ts';
import type { DropKind, Violation } from '../../server/wire.ts';

const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 60_000;
const LIFE_MS = 86_400_000;
const WINDOW_MS = 1_000;

export type KeptSocketParts = {
  readonly socket: WebSocket;
  readonly raw: Duplex;
  readonly faults: Faults;
  readonly wallMs: () => number;
  readonly violations: Violation[];
  /** Most messages, pings and pongs a client may send in a second. */
  readonly mostIncoming: number;
  /** How this socket says `serverShutdown`. */
  readonly shutdownText: string;
  readonly onText: (text: string) => void;
};

/** One connection with the rules both socket kinds share: pings, pace, a day of life, and the ways it can fail. */
export class KeptSocket {
  readonly raw: Duplex;
  readonly #parts: KeptSocketParts;
  readonly #bornMs: number;
  #pingedMs: number;
  #pongedMs: number;
  #windowMs = 0;
  #incoming = 0;
  #isHalfOpen = false;

  constructor(parts: KeptSocketParts) {
    this.#parts = parts;
    this.raw = parts.raw;
    this.#bornMs = parts.wallMs();
    this.#pingedMs = this.#bornMs;
    this.#pongedMs = this.#bornMs;
    this.#listen(parts.socket);
  }

  get isOpen(): boolean {
    return this.#parts.socket.readyState === this.#parts.socket.OPEN && !this.#isHalfOpen;
  }

  send(text: string): void {
    if (this.isOpen) this.#parts.socket.send(text);
  }

  tick(): void {
    const nowMs = this.#parts.wallMs();
    if (nowMs - this.#bornMs >= LIFE_MS) this.drop('close');
    if (nowMs - this.#pongedMs > PONG_WITHIN_MS) this.drop('terminate');
    if (!this.isOpen || nowMs - this.#pingedMs < PING_EVERY_MS) return;
    this.#pingedMs = nowMs;
    if (this.#parts.faults.strike('pingMissing') === undefined) this.#parts.socket.ping(String(nowMs));
    else this.#pongedMs = nowMs;
  }

  drop(how: DropKind): void {
    const { socket, shutdownText } = this.#parts;
    if (how === 'halfOpen') this.#isHalfOpen = true;
    if (how === 'terminate') socket.terminate();
    if (how === 'close') socket.close(1000, 'disconnected');
    if (how === 'shutdown') this.send(shutdownText);
  }

  #listen(socket: WebSocket): void {
    socket.on('message', (data, isBinary) => {
      if (!this.#isHalfOpen && this.#isPaced() && !isBinary) this.#parts.onText(data.toString());
    });
    socket.on('ping', (data) => {
      if (!this.#isHalfOpen && this.#isPaced()) socket.pong(data);
    });
    socket.on('pong', () => {
      this.#pongedMs = this.#parts.wallMs();
      if (!this.#isHalfOpen) this.#isPaced();
    });
    socket.on('error', () => socket.terminate());
  }

  #isPaced(): boolean {
    const nowMs = this.#parts.wallMs();
    if (nowMs - this.#windowMs >= WINDOW_MS) {
      this.#windowMs = nowMs;
      this.#incoming = 0;
    }
    this.#incoming += 1;
    if (this.#incoming <= this.#parts.mostIncoming) return true;
    this.#parts.violations.push({
      timeMs: nowMs,
      what: `more than ${this.#parts.mostIncoming} messages in a second over a socket`,
    });
    this.#parts.socket.close(1008, 'Too many requests');
    return false;
  }
}
