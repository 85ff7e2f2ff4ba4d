import type { Faults } from '../core/faults.ts';
import type { DropKind } from '../server/wire.ts';
import { timeText } from './order-view.ts';
import type { StreamEvent } from './stream-messages.ts';

/** What a connection needs of the socket under it. */
export type StreamSocket = {
  /** False when nothing goes through it any more: no fault is spent on such a one. */
  isOpen(): boolean;
  send(text: string): void;
  close(code: number, reason: string): void;
  drop(how: DropKind): void;
};

/** The way out of one connection: numbers every message, and is where messages get lost, doubled or swapped. */
export class StreamOutlet {
  readonly #faults: Faults;
  readonly #nowMs: () => number;
  readonly #socket: StreamSocket;
  #sequence = 0;
  #held: string | undefined;
  #said = 0;

  /** @param nowMs the exchange's clock */
  constructor(faults: Faults, nowMs: () => number, socket: StreamSocket) {
    this.#faults = faults;
    this.#nowMs = nowMs;
    this.#socket = socket;
  }

  /** How many messages were said so far. */
  get said(): number {
    return this.#said;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Errors carry no number. */
  error(message: string): void {
    this.#say(JSON.stringify({ type: 'error', message }));
  }

  send(channel: string, events: readonly StreamEvent[]): void {
    if (!this.#socket.isOpen()) return;
    const place = `${channel} ${productOf(events)}`;
    if (this.#faults.strike('sequenceSkip', place) !== undefined) this.#sequence += 1;
    const timestamp = timeText(this.#nowMs());
    const text = JSON.stringify({ channel, client_id: '', timestamp, sequence_num: this.#sequence, events });
    this.#sequence += 1;
    if (MARKET_CHANNELS.has(channel)) this.#sendMarket(text, place);
    else this.#say(text);
    if (channel === 'user') this.#dropByFault('userSocket', place);
  }

  #sendMarket(text: string, place: string): void {
    if (this.#faults.strike('streamDropped', place) !== undefined) return;
    if (this.#held === undefined && this.#faults.strike('streamReordered', place) !== undefined) {
      this.#held = text;
      return;
    }
    const isMalformed = this.#faults.strike('streamMalformed', place) !== undefined;
    this.#say(isMalformed ? text.slice(0, text.length >> 1) : text);
    if (this.#faults.strike('streamTwice', place) !== undefined) this.#say(text);
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#say(held);
    if (this.#faults.strike('socketClosed', place) !== undefined) this.#socket.drop('close');
    this.#dropByFault('socket', place);
  }

  #dropByFault(prefix: 'socket' | 'userSocket', place: string): void {
    if (this.#faults.strike(`${prefix}Terminated`, place) !== undefined) this.#socket.drop('terminate');
    else if (this.#faults.strike(`${prefix}HalfOpen`, place) !== undefined) this.#socket.drop('halfOpen');
  }

  #say(text: string): void {
    this.#said += 1;
    this.#socket.send(text);
  }
}

const MARKET_CHANNELS: ReadonlySet<string> = new Set(['candles', 'ticker', 'ticker_batch', 'market_trades', 'l2_data']);

type Named = { readonly product_id?: string };

function productOf(events: readonly StreamEvent[]): string {
  const [event] = events;
  const lists = [event?.trades, event?.tickers, event?.candles, event?.orders] as readonly (
    | readonly Named[]
    | undefined
  )[];
  return (event as Named | undefined)?.product_id ?? lists.find((list) => list !== undefined)?.[0]?.product_id ?? '';
}
