import type { Disposable } from '../../base/disposable.ts';
import type { Candle } from '../../model/candle.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { NumberedTrade, StreamListener } from '../connection/market-protocol.ts';
import { PROBE_AFTER_MS, TOPICS_PER_INSTRUMENT, TOPICS_PER_SOCKET, WATCH_PERIOD_MS } from './limits.ts';
import { type ControlReply, type DepthEvent, decodeFrame, type FrameCounts, type FrameListener } from './parse.ts';
import { type StreamLane, topicsOf } from './stream-lane.ts';
import { TopicSocket } from './topic-socket.ts';

export type StreamGroupOptions = {
  readonly name: string;
  readonly listener: StreamListener;
  readonly counts: FrameCounts;
};

const QUIET_LOOKS = PROBE_AFTER_MS / WATCH_PERIOD_MS;
/** Also a busy connection is asked what it is subscribed to, once a minute. */
const LOOKS_PER_PROBE = 60_000 / WATCH_PERIOD_MS;

/** The instruments of one connection. A quiet instrument is alive as long as its connection answers. */
export class StreamGroup implements Disposable, FrameListener {
  readonly #parts: ProtocolParts;
  readonly #options: StreamGroupOptions;
  readonly #lanes = new Map<string, StreamLane>();
  readonly #lanesById = new Map<string, StreamLane>();
  #socket: TopicSocket | null = null;
  #heard = false;
  #quietLooks = 0;
  #looks = 0;

  constructor(parts: ProtocolParts, options: StreamGroupOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  get hasRoom(): boolean {
    return (this.#lanes.size + 1) * TOPICS_PER_INSTRUMENT <= TOPICS_PER_SOCKET;
  }

  get isEmpty(): boolean {
    return this.#lanes.size === 0;
  }

  /** `refresh` afterwards. */
  add(lane: StreamLane): void {
    this.#lanes.set(lane.symbol, lane);
    this.#lanesById.set(lane.instrumentId, lane);
  }

  /** `refresh` afterwards. */
  remove(lane: StreamLane): void {
    lane.depth.stop();
    this.#lanes.delete(lane.symbol);
    this.#lanesById.delete(lane.instrumentId);
  }

  /** What is wanted of the lanes changed. */
  refresh(): void {
    const topics = new Set([...this.#lanes.values()].flatMap(topicsOf));
    for (const lane of this.#lanes.values()) if (!lane.wants.book) lane.depth.stop();
    if (this.#socket !== null) {
      this.#socket.want(topics);
      this.#changed();
      return;
    }
    this.#socket = new TopicSocket(this.#parts, {
      name: this.#options.name,
      topics,
      onFrame: (text) => {
        this.#heard = true;
        decodeFrame(text, this, this.#options.counts);
      },
      onChange: () => this.#changed(),
      onBreak: (reason) => this.#broken(reason),
    });
  }

  /** As time goes by: says who lives, and asks where nothing came. */
  look(): void {
    this.#looks++;
    this.#quietLooks = this.#heard ? 0 : this.#quietLooks + 1;
    if (this.#heard) this.#tellAlive();
    if (this.#quietLooks >= QUIET_LOOKS || this.#looks % LOOKS_PER_PROBE === 0) this.#socket?.probe();
  }

  async dispose(): Promise<void> {
    for (const lane of this.#lanes.values()) lane.depth.stop();
    this.#lanes.clear();
    this.#lanesById.clear();
    await this.#socket?.dispose();
  }

  // What the frames say.

  instrumentOf(symbol: string): string | undefined {
    return this.#lanes.get(symbol)?.instrumentId;
  }

  nowMs(): TimestampMs {
    return this.#parts.serverNowMs() ?? this.#parts.timers.nowMs();
  }

  trade(trade: NumberedTrade): void {
    this.#options.listener.trade(trade);
  }

  quote(quote: Quote, updateId: number): void {
    this.#options.listener.quote(quote);
    this.#lanesById.get(quote.instrumentId)?.depth.hearQuote(updateId);
  }

  candle(instrumentId: string, candle: Candle, isClosed: boolean): void {
    this.#options.listener.candle(instrumentId, candle, isClosed);
  }

  depth(instrumentId: string, event: DepthEvent): void {
    this.#lanesById.get(instrumentId)?.depth.hear(event);
  }

  control(reply: ControlReply): void {
    this.#socket?.answered(reply);
    if (this.#quietLooks > 0) this.#tellAlive();
  }

  shutdown(): void {
    this.#socket?.renew('the exchange announced the end of the connection');
  }

  // What follows from it.

  #tellAlive(): void {
    this.#heard = false;
    this.#quietLooks = 0;
    const ids = [...this.#lanes.values()]
      .filter(({ isConnected }) => isConnected)
      .map(({ instrumentId }) => instrumentId);
    if (ids.length > 0) this.#options.listener.alive(ids);
  }

  #changed(): void {
    const lost: string[] = [];
    const found: string[] = [];
    for (const lane of this.#lanes.values()) {
      const isThere = lane.wants.market && lane.marketTopics.every((topic) => this.#socket?.isAcknowledged(topic));
      if (isThere && !lane.isConnected) found.push(lane.instrumentId);
      if (!isThere && lane.isConnected && lane.wants.market) lost.push(lane.instrumentId);
      lane.isConnected = isThere;
      this.#changedDepth(lane);
    }
    if (lost.length > 0) this.#options.listener.broken(lost, 'the exchange forgot the subscription');
    if (found.length > 0) this.#options.listener.connected(found);
  }

  #changedDepth({ wants, depth, depthTopic }: StreamLane): void {
    const isThere = wants.book && this.#socket?.isAcknowledged(depthTopic) === true;
    if (isThere && depth.isOff) depth.start();
    else if (!isThere && !depth.isOff) depth.stop();
  }

  #broken(reason: string): void {
    this.#heard = false;
    const lost: string[] = [];
    for (const lane of this.#lanes.values()) {
      lane.depth.stop();
      if (lane.isConnected) lost.push(lane.instrumentId);
      lane.isConnected = false;
    }
    if (lost.length > 0) this.#options.listener.broken(lost, reason);
  }
}
