import type { Disposable } from '../../base/disposable.ts';
import type { Socket } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import { withoutSecrets } from './errors.ts';
import { IDLE_ALARM_MS, MAX_FRAMES_PER_SECOND, MAX_MESSAGE_BYTES, SUBSCRIBE_AGAIN_MS } from './limits.ts';
import { type Envelope, heartbeatCounterIn, readFrame, readSubscriptions } from './parse-frames.ts';
import { SequenceCheck } from './stream-sequence.ts';
import { ALL_PRODUCTS, Subscriptions } from './stream-subscriptions.ts';

export type ConnectionEvents = {
  /** A message in its turn: none before it is missing, none comes twice. */
  data(envelope: Envelope): void;
  /** The channel is subscribed for these: acknowledged, or answered with data. Once a connection. */
  subscribed(channel: string, products: readonly string[]): void;
  /** What was subscribed is not any more, until `subscribed` comes again. */
  lost(reason: string): void;
  /** A heartbeat. */
  alive(): void;
};

export type ConnectionOptions = {
  readonly parts: ProtocolParts;
  /** Unique within the transport. */
  readonly name: string;
  readonly url: () => string;
  /** What each product is subscribed to, beside heartbeats. */
  readonly channels: readonly string[];
  /** A fresh token for every message that asks for something; none on public sockets. */
  readonly token?: () => string;
  readonly events: ConnectionEvents;
};

/** One socket with heartbeats: keeps its subscriptions, checks that nothing is missing, says what arrives. */
export class Connection implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #sequence: SequenceCheck;
  readonly #subscriptions: Subscriptions;
  readonly #again: Disposable;
  #loggedComplaint = '';
  #socket: Socket | undefined;
  #isOpen = false;
  /** Frames that were no messages of this protocol. */
  dropped = 0;

  constructor(options: ConnectionOptions) {
    const { parts, name } = options;
    this.#options = options;
    this.#sequence = new SequenceCheck(parts.timers, parts.log, name);
    this.#subscriptions = new Subscriptions(options.channels);
    this.#socket = parts.transport.openSocket({
      name,
      url: options.url,
      onOpen: () => this.#opened(),
      onMessage: (text) => this.#received(text),
      onBreak: (reason) => this.#broke(reason),
      idleAlarmMs: IDLE_ALARM_MS,
      renewAfterMs: null,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxFramesPerSecond: MAX_FRAMES_PER_SECOND,
      topics: () => this.products.size * options.channels.length + 1,
    });
    if (this.#isOpen) this.#subscribeAll();
    this.#again = parts.timers.every(SUBSCRIBE_AGAIN_MS, () => this.#subscribeOverdue());
  }

  get products(): ReadonlySet<string> {
    return this.#subscriptions.products;
  }

  /** Whether some subscription is not yet known to stand. */
  get isWaiting(): boolean {
    return this.#subscriptions.isWaiting;
  }

  add(products: readonly string[]): void {
    for (const product of products) this.#subscriptions.products.add(product);
    for (const channel of this.#options.channels) this.#subscribe(channel, products);
  }

  remove(products: readonly string[]): void {
    for (const product of products) this.#subscriptions.products.delete(product);
    for (const channel of this.#options.channels) this.#unsubscribe(channel, products);
  }

  /** Asks for a fresh snapshot of one product. */
  resubscribe(channel: string, product: string): void {
    this.#unsubscribe(channel, [product]);
    this.#subscribe(channel, [product]);
  }

  /** Data came: the subscription stands, whether or not it was acknowledged. */
  prove(channel: string, product: string): void {
    if (this.#subscriptions.prove(channel, product)) this.#options.events.subscribed(channel, [product]);
  }

  /** What was heard cannot be trusted: begins anew. */
  fail(reason: string): void {
    if (!this.#isOpen) return;
    this.#broke(reason);
    this.#socket?.reconnect(reason);
  }

  dispose(): void | Promise<void> {
    this.#isOpen = false;
    this.#again.dispose();
    return this.#socket?.dispose();
  }

  #opened(): void {
    this.#isOpen = true;
    this.#sequence.opened();
    this.#subscriptions.reset();
    if (this.#socket !== undefined) this.#subscribeAll();
  }

  #broke(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#subscriptions.reset();
    this.#options.events.lost(reason);
  }

  /** One channel a message, heartbeats first: they alone keep a quiet connection from being closed. */
  #subscribeAll(): void {
    this.#send({ type: 'subscribe', channel: 'heartbeats' });
    for (const channel of this.#options.channels) this.#subscribe(channel, [...this.products]);
  }

  #subscribeOverdue(): void {
    for (const [channel, products] of this.#subscriptions.takeOverdue()) this.#subscribe(channel, products);
  }

  #subscribe(channel: string, products: readonly string[]): void {
    if (!this.#isOpen) return;
    this.#subscriptions.await(channel, products);
    this.#ask('subscribe', channel, products);
  }

  #unsubscribe(channel: string, products: readonly string[]): void {
    if (!this.#isOpen) return;
    this.#subscriptions.forget(channel, products);
    this.#ask('unsubscribe', channel, products);
  }

  /** Without products the whole channel would be meant. */
  #ask(type: 'subscribe' | 'unsubscribe', channel: string, products: readonly string[]): void {
    if (products.length === 0) return;
    this.#send({ type, channel, ...(products[0] === ALL_PRODUCTS ? {} : { product_ids: products }) });
  }

  #send(message: object): void {
    const { token } = this.#options;
    this.#subscriptions.asked();
    this.#socket?.send(JSON.stringify(token === undefined ? message : { ...message, jwt: token() }));
  }

  #received(text: string): void {
    const frame = readFrame(text);
    if (frame.kind === 'unreadable') this.dropped++;
    else if (frame.kind === 'error') this.#complained(frame.text);
    else if (this.#isOpen) this.#arrived(frame.envelope);
  }

  /** Logged once, however often it is repeated. */
  #complained(text: string): void {
    this.#subscriptions.refused();
    if (text === this.#loggedComplaint) return;
    this.#loggedComplaint = text;
    const message = withoutSecrets(text).slice(0, 200);
    this.#options.parts.log.warn('Coinbase refused a message of ours', { socket: this.#options.name, message });
  }

  #arrived(envelope: Envelope): void {
    const verdict = this.#sequence.message(envelope.sequence);
    if (verdict === 'hole') this.fail(`sequence_num ${envelope.sequence} does not follow: messages are missing`);
    if (verdict !== 'next') return;
    if (envelope.channel === 'heartbeats') this.#beat(envelope);
    else if (envelope.channel === 'subscriptions') this.#acknowledged(envelope);
    else this.#options.events.data(envelope);
  }

  #beat(envelope: Envelope): void {
    const counter = heartbeatCounterIn(envelope.events);
    if (counter !== undefined && this.#sequence.heartbeat(counter) === 'hole') {
      this.fail(`heartbeat_counter ${counter} does not follow: messages are missing`);
      return;
    }
    this.#options.events.data(envelope);
    this.#options.events.alive();
  }

  #acknowledged(envelope: Envelope): void {
    const standing = this.#subscriptions.acknowledge(readSubscriptions(envelope.events));
    if (standing === undefined) {
      this.fail('the exchange ended a subscription');
      return;
    }
    for (const [channel, products] of standing) this.#options.events.subscribed(channel, products);
    this.#options.events.data(envelope);
  }
}
