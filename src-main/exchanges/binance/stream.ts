import type { Disposable } from '../../base/disposable.ts';
import type { OrderBook } from '../../model/market-trade.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { MarketStream, StreamListener, WantedTopics } from '../connection/market-protocol.ts';
import { WATCH_PERIOD_MS } from './limits.ts';
import type { FrameCounts } from './parse.ts';
import type { Rest } from './rest.ts';
import { StreamGroup } from './stream-group.ts';
import { createStreamLane, type StreamLane } from './stream-lane.ts';

export type BinanceStream = MarketStream & {
  /** Frames heard, and those dropped. */
  readonly counts: Readonly<FrameCounts>;
};

/** Trades, best prices, minutes and books, spread over as many connections as the topics take. */
export function openMarketStream(parts: ProtocolParts, rest: Rest, listener: StreamListener): BinanceStream {
  return new SpreadStream(parts, rest, listener);
}

/** Looks between two words about dropped frames: one a minute. */
const LOOKS_PER_REPORT = 30;

class SpreadStream implements BinanceStream {
  readonly counts: FrameCounts = { frames: 0, malformed: 0, foreign: 0 };
  readonly #parts: ProtocolParts;
  readonly #rest: Rest;
  readonly #listener: StreamListener;
  readonly #lanes = new Map<string, { readonly lane: StreamLane; readonly group: StreamGroup }>();
  readonly #groups = new Set<StreamGroup>();
  readonly #watch: Disposable;
  #groupNumber = 0;
  #looks = 0;
  #reportedMalformed = 0;

  constructor(parts: ProtocolParts, rest: Rest, listener: StreamListener) {
    this.#parts = parts;
    this.#rest = rest;
    this.#listener = listener;
    this.#watch = parts.timers.every(WATCH_PERIOD_MS, () => this.#look());
  }

  want({ market, books }: WantedTopics): void {
    const touched = new Set<StreamGroup>();
    for (const instrumentId of [...this.#lanes.keys()]) {
      if (!market.has(instrumentId) && !books.has(instrumentId)) this.#drop(instrumentId, touched);
    }
    for (const instrumentId of new Set([...market, ...books])) {
      const wants = { market: market.has(instrumentId), book: books.has(instrumentId) };
      this.#wantOne(instrumentId, wants, touched);
    }
    for (const group of touched) this.#refresh(group);
  }

  book(instrumentId: string, levels: number): OrderBook | undefined {
    return this.#lanes.get(instrumentId)?.lane.depth.read(levels);
  }

  resyncBook(instrumentId: string): void {
    this.#lanes.get(instrumentId)?.lane.depth.startOver('it cannot be right');
  }

  async dispose(): Promise<void> {
    this.#watch.dispose();
    const groups = [...this.#groups];
    this.#groups.clear();
    this.#lanes.clear();
    await Promise.all(groups.map((group) => group.dispose()));
  }

  #drop(instrumentId: string, touched: Set<StreamGroup>): void {
    const held = this.#lanes.get(instrumentId);
    if (held === undefined) return;
    this.#lanes.delete(instrumentId);
    held.group.remove(held.lane);
    touched.add(held.group);
  }

  #wantOne(instrumentId: string, wants: StreamLane['wants'], touched: Set<StreamGroup>): void {
    const held = this.#lanes.get(instrumentId);
    if (held !== undefined) {
      const { lane, group } = held;
      if (lane.wants.market === wants.market && lane.wants.book === wants.book) return;
      lane.wants = wants;
      touched.add(group);
      return;
    }
    const instrument = this.#parts.findInstrument(instrumentId);
    if (instrument === undefined) {
      this.#parts.log.warn('nothing is known of a wanted instrument', { instrument: instrumentId });
      return;
    }
    const lane = createStreamLane(this.#parts, this.#rest, { instrument, wants });
    const group = this.#groupWithRoom();
    group.add(lane);
    this.#lanes.set(instrumentId, { lane, group });
    touched.add(group);
  }

  #groupWithRoom(): StreamGroup {
    for (const group of this.#groups) if (group.hasRoom) return group;
    const group = new StreamGroup(this.#parts, {
      name: `binance market ${++this.#groupNumber}`,
      listener: this.#listener,
      counts: this.counts,
    });
    this.#groups.add(group);
    return group;
  }

  #refresh(group: StreamGroup): void {
    if (!group.isEmpty) {
      group.refresh();
      return;
    }
    this.#groups.delete(group);
    void group.dispose();
  }

  #look(): void {
    for (const group of this.#groups) group.look();
    if (++this.#looks % LOOKS_PER_REPORT !== 0 || this.counts.malformed === this.#reportedMalformed) return;
    this.#reportedMalformed = this.counts.malformed;
    this.#parts.log.warn('frames of the market stream could not be read', { ...this.counts });
  }
}
