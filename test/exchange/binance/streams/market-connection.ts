import type { Faults } from '../../core/faults.ts';
import { answerControl, type ControlAnswer, type Subscriber } from './control-message.ts';
import { KeptSocket, type KeptSocketParts } from './kept-socket.ts';

const MOST_INCOMING = 5;

export type MarketConnectionParts = Pick<KeptSocketParts, 'socket' | 'raw' | 'faults' | 'wallMs' | 'violations'> & {
  readonly isCombined: boolean;
  readonly onSubscribe: (stream: string) => void;
  readonly onUnsubscribe: (stream: string) => void;
};

/** One client of the market streams: what it subscribed, and how it is told. */
export class MarketConnection implements Subscriber {
  readonly kept: KeptSocket;
  readonly streams = new Set<string>();
  isCombined: boolean;
  readonly #parts: MarketConnectionParts;
  readonly #faults: Faults;
  #held: string | undefined;

  constructor(parts: MarketConnectionParts) {
    this.#parts = parts;
    this.#faults = parts.faults;
    this.isCombined = parts.isCombined;
    const { isCombined } = parts;
    const shutdown = { e: 'serverShutdown', E: parts.wallMs() };
    this.kept = new KeptSocket({
      ...parts,
      mostIncoming: MOST_INCOMING,
      shutdownText: JSON.stringify(isCombined ? { stream: '!serverShutdown', data: shutdown } : shutdown),
      onText: (text) => this.#answer(text),
    });
  }

  subscribe(stream: string): void {
    if (this.streams.has(stream)) return;
    this.streams.add(stream);
    this.#parts.onSubscribe(stream);
  }

  unsubscribe(stream: string): void {
    if (this.streams.delete(stream)) this.#parts.onUnsubscribe(stream);
  }

  frame(stream: string, payload: string): string {
    return this.isCombined ? `{"stream":"${stream}","data":${payload}}` : payload;
  }

  /** One message of a stream, unless a fault is in its way. */
  tell(stream: string, payload: string): void {
    const faults = this.#faults;
    if (faults.strike('streamDropped', stream)) return;
    const frame = faults.strike('streamMalformed', stream)
      ? payload.slice(0, payload.length / 2)
      : this.frame(stream, payload);
    if (this.#held === undefined && faults.strike('streamReordered', stream)) {
      this.#held = frame;
      return;
    }
    this.kept.send(frame);
    if (faults.strike('streamTwice', stream)) this.kept.send(frame);
    if (this.#held !== undefined) this.kept.send(this.#held);
    this.#held = undefined;
    this.#breakConnection(stream);
  }

  #breakConnection(stream: string): void {
    if (this.#faults.strike('socketClosed', stream)) this.kept.drop('close');
    if (this.#faults.strike('socketTerminated', stream)) this.kept.drop('terminate');
    if (this.#faults.strike('socketHalfOpen', stream)) this.kept.drop('halfOpen');
    if (this.#faults.strike('serverShutdown', stream)) this.kept.drop('shutdown');
  }

  #answer(text: string): void {
    const answer: ControlAnswer = answerControl(text, this);
    if (answer.isAck && this.#faults.strike('ackMissing')) return;
    this.kept.send(JSON.stringify(answer.reply));
  }
}
