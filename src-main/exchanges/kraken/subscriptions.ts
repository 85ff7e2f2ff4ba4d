import { BOOK_DEPTH, SYMBOLS_PER_FRAME } from './limits.ts';
import type { Pair } from './pair-table.ts';

export const MARKET_CHANNELS = ['trade', 'ticker', 'ohlc'] as const;
export type Channel = (typeof MARKET_CHANNELS)[number] | 'book';

/** What one channel is asked with beside its symbols. Minutes without a snapshot: those before are asked for over REST. */
const PARAMETERS: Readonly<Record<Channel, Readonly<Record<string, unknown>>>> = {
  trade: { snapshot: false },
  ticker: { event_trigger: 'bbo' },
  ohlc: { interval: 1, snapshot: false },
  book: { depth: BOOK_DEPTH, snapshot: true },
};
/** Without these Kraken would not find the subscription to end. */
const IDENTITY: Readonly<Record<Channel, Readonly<Record<string, unknown>>>> = {
  trade: {},
  ticker: { event_trigger: 'bbo' },
  ohlc: { interval: 1 },
  book: { depth: BOOK_DEPTH },
};

/** Market data is whole with its three topics; a book comes into it only where nothing else is wanted. */
function isComplete({ topics }: Entry): boolean {
  const needed: readonly Channel[] = topics.has('trade') ? MARKET_CHANNELS : ['book'];
  return needed.every((channel) => topics.get(channel) === 'live');
}

type TopicState = 'wanted' | 'asked' | 'live' | 'refused';

/** An instrument on a socket: the state of each of its topics there. */
type Entry = { readonly pair: Pair; readonly topics: Map<Channel, TopicState>; isConnected: boolean };

/** What a socket is subscribed to, and what has still to be asked for or acknowledged. */
export class Subscriptions {
  readonly #entries = new Map<string, Entry>();
  readonly #requests = new Map<number, Channel>();
  #requestId = 0;

  get topics(): number {
    return [...this.#entries.values()].reduce((sum, { topics }) => sum + topics.size, 0);
  }

  count(channel: Channel): number {
    return [...this.#entries.values()].filter(({ topics }) => topics.has(channel)).length;
  }

  has(instrumentId: string, channel: Channel): boolean {
    return this.#entries.get(instrumentId)?.topics.has(channel) ?? false;
  }

  ids(): string[] {
    return [...this.#entries.keys()];
  }

  connectedIds(): string[] {
    return [...this.#entries].filter(([, { isConnected }]) => isConnected).map(([id]) => id);
  }

  add(pair: Pair, channels: readonly Channel[]): void {
    const id = pair.instrument.id;
    const entry: Entry = this.#entries.get(id) ?? { pair, topics: new Map(), isConnected: false };
    this.#entries.set(id, entry);
    const added = channels.filter((channel) => !entry.topics.has(channel));
    for (const channel of added) entry.topics.set(channel, 'wanted');
    if (added.includes('trade')) entry.isConnected = false;
  }

  /** Forgets topics; the frames that end those Kraken knows of. */
  remove(instrumentId: string, channels: readonly Channel[]): string[] {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined) return [];
    const known = channels.filter((channel) => ['asked', 'live'].includes(entry.topics.get(channel) ?? ''));
    for (const channel of channels) entry.topics.delete(channel);
    if (entry.topics.size === 0) this.#entries.delete(instrumentId);
    return known.flatMap((channel) => this.#frames('unsubscribe', channel, [entry.pair]));
  }

  /** The connection is gone, and with it everything Kraken knew. */
  forgetAll(): void {
    this.#requests.clear();
    for (const entry of this.#entries.values()) {
      entry.isConnected = false;
      for (const channel of entry.topics.keys()) entry.topics.set(channel, 'wanted');
    }
  }

  /** Frames for everything that was not asked for yet. */
  ask(): string[] {
    const frames: string[] = [];
    for (const channel of [...MARKET_CHANNELS, 'book'] as const) {
      const entries = [...this.#entries.values()].filter(({ topics }) => topics.get(channel) === 'wanted');
      for (const { topics } of entries) topics.set(channel, 'asked');
      frames.push(
        ...this.#frames(
          'subscribe',
          channel,
          entries.map(({ pair }) => pair),
        ),
      );
    }
    return frames;
  }

  /** Frames that end one topic and begin it anew. */
  askAgain(instrumentId: string, channel: Channel): string[] {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined || !entry.topics.has(channel)) return [];
    entry.topics.set(channel, 'asked');
    return (['unsubscribe', 'subscribe'] as const).flatMap((method) => this.#frames(method, channel, [entry.pair]));
  }

  channelOf(requestId: number | undefined): Channel | undefined {
    return requestId === undefined ? undefined : this.#requests.get(requestId);
  }

  /** Notes an acknowledgement; true when it was the last the instrument waited for. */
  acknowledge(instrumentId: string, channel: Channel, state: 'live' | 'refused'): boolean {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined || entry.topics.get(channel) !== 'asked') return false;
    entry.topics.set(channel, state);
    if (entry.isConnected || !isComplete(entry)) return false;
    entry.isConnected = true;
    return true;
  }

  /** Topics that were asked for and not answered. */
  unanswered(): number {
    const states = [...this.#entries.values()].flatMap(({ topics }) => [...topics.values()]);
    return states.filter((state) => state === 'asked').length;
  }

  #frames(method: 'subscribe' | 'unsubscribe', channel: Channel, pairs: readonly Pair[]): string[] {
    const frames: string[] = [];
    for (let from = 0; from < pairs.length; from += SYMBOLS_PER_FRAME) {
      const symbol = pairs.slice(from, from + SYMBOLS_PER_FRAME).map((pair) => pair.symbol);
      const options = method === 'subscribe' ? PARAMETERS[channel] : IDENTITY[channel];
      const requestId = ++this.#requestId;
      if (method === 'subscribe') this.#requests.set(requestId, channel);
      frames.push(JSON.stringify({ method, params: { channel, symbol, ...options }, req_id: requestId }));
    }
    return frames;
  }
}
