import type { Disposable } from '../../base/disposable.ts';
import type { Socket } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import {
  ACK_TIMEOUT_MS,
  FRAMES_PER_SECOND,
  IDLE_ALARM_MS,
  MAX_MESSAGE_BYTES,
  RENEW_AFTER_MS,
  TOPICS_PER_FRAME,
} from './limits.ts';
import type { ControlReply } from './parse.ts';

export type TopicSocketOptions = {
  readonly name: string;
  readonly topics: ReadonlySet<string>;
  readonly onFrame: (text: string) => void;
  /** The set of acknowledged topics changed. */
  readonly onChange: () => void;
  /** Everything of this socket may be missed from now on. */
  readonly onBreak: (reason: string) => void;
};

type Control = {
  readonly id: number;
  readonly method: 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'LIST_SUBSCRIPTIONS';
  readonly topics: readonly string[];
  readonly timeout: Disposable;
};

/**
 * One connection to the combined streams and the topics on it. The topics stand in its address, so that a new connection hears
 * from its first moment; they are subscribed again over it, because only an acknowledgement proves them. One control frame is
 * under way at a time, and one that is not answered within 10 s ends the connection.
 */
export class TopicSocket implements Disposable {
  readonly #parts: ProtocolParts;
  readonly #options: TopicSocketOptions;
  readonly #socket: Socket;
  #wanted: ReadonlySet<string>;
  readonly #acknowledged = new Set<string>();
  /** Acknowledged on a connection that was changed over from: to be proven on this one, and heard of all the while. */
  readonly #unproven = new Set<string>();
  #control: Control | null = null;
  #controlId = 0;
  #isOpen = false;

  constructor(parts: ProtocolParts, options: TopicSocketOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#wanted = options.topics;
    this.#socket = parts.transport.openSocket({
      name: options.name,
      url: () => `${parts.urls.stream}/stream?streams=${[...this.#wanted].join('/')}`,
      onOpen: () => this.#opened(),
      onMessage: options.onFrame,
      onBreak: (reason) => this.#lose(reason),
      idleAlarmMs: IDLE_ALARM_MS,
      renewAfterMs: RENEW_AFTER_MS,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxFramesPerSecond: FRAMES_PER_SECOND,
      topics: () => this.#wanted.size,
    });
  }

  want(topics: ReadonlySet<string>): void {
    this.#wanted = topics;
    this.#pump();
  }

  isAcknowledged(topic: string): boolean {
    return this.#acknowledged.has(topic);
  }

  /** Asks what is subscribed: the answer is a sign of life, and shows topics that were lost. */
  probe(): void {
    if (this.#isOpen && this.#control === null) this.#send('LIST_SUBSCRIPTIONS', []);
  }

  renew(reason: string): void {
    this.#socket.renew(reason);
  }

  /** An answer among the frames of this socket. */
  answered({ id, result, error }: ControlReply): void {
    const control = this.#control;
    if (control === null || id !== control.id) return;
    this.#forgetControl();
    if (error !== '' && control.method !== 'LIST_SUBSCRIPTIONS') {
      this.#startOver(`${control.method} was refused: ${error}`);
      return;
    }
    this.#settle(control, result);
    this.#pump();
  }

  async dispose(): Promise<void> {
    this.#isOpen = false;
    this.#forgetControl();
    await this.#socket.dispose();
  }

  #opened(): void {
    this.#isOpen = true;
    for (const topic of this.#acknowledged) this.#unproven.add(topic);
    this.#forgetControl();
    this.#pump();
  }

  #settle({ method, topics }: Control, result: unknown): void {
    for (const topic of topics) {
      this.#unproven.delete(topic);
      if (method === 'SUBSCRIBE') this.#acknowledged.add(topic);
      else this.#acknowledged.delete(topic);
    }
    if (method === 'LIST_SUBSCRIPTIONS' && !this.#dropUnlisted(result)) return;
    this.#options.onChange();
  }

  /** Whether there were any. */
  #dropUnlisted(result: unknown): boolean {
    if (!Array.isArray(result)) return false;
    const listed = new Set<unknown>(result);
    const lost = [...this.#acknowledged].filter((topic) => !listed.has(topic));
    for (const topic of lost) this.#acknowledged.delete(topic);
    if (lost.length > 0) this.#parts.log.warn('topics were lost', { socket: this.#options.name, count: lost.length });
    return lost.length > 0;
  }

  #pump(): void {
    if (!this.#isOpen || this.#control !== null) return;
    const missing = [...this.#wanted].filter((topic) => !this.#acknowledged.has(topic) || this.#unproven.has(topic));
    if (missing.length > 0) {
      this.#send('SUBSCRIBE', missing.slice(0, TOPICS_PER_FRAME));
      return;
    }
    const surplus = [...this.#acknowledged].filter((topic) => !this.#wanted.has(topic));
    if (surplus.length > 0) this.#send('UNSUBSCRIBE', surplus.slice(0, TOPICS_PER_FRAME));
  }

  #send(method: Control['method'], topics: readonly string[]): void {
    const id = ++this.#controlId;
    const timeout = this.#parts.timers.after(ACK_TIMEOUT_MS, () => {
      this.#startOver(`no answer to ${method} within ${ACK_TIMEOUT_MS} ms`);
    });
    this.#control = { id, method, topics, timeout };
    this.#socket.send(JSON.stringify(topics.length === 0 ? { method, id } : { method, params: topics, id }));
  }

  #startOver(reason: string): void {
    this.#forgetControl();
    this.#socket.reconnect(reason);
  }

  #lose(reason: string): void {
    this.#isOpen = false;
    this.#acknowledged.clear();
    this.#unproven.clear();
    this.#forgetControl();
    this.#options.onBreak(reason);
  }

  #forgetControl(): void {
    this.#control?.timeout.dispose();
    this.#control = null;
  }
}
