import type { Disposable } from '../../base/disposable.ts';
import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { Socket } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { UserListener } from '../connection/order-protocol.ts';
import { RecentIds } from '../connection/recent-ids.ts';
import { describe, meaningOf } from './errors.ts';
import {
  ACK_TIMEOUT_MS,
  FRAMES_PER_SECOND,
  IDLE_ALARM_MS,
  MAX_MESSAGE_BYTES,
  PAUSE_WITHOUT_WORD_MS,
  RECEIVE_WINDOW_MS,
  RENEW_AFTER_MS,
  TIMESTAMP_BIAS_MS,
} from './limits.ts';
import type { SymbolLookup } from './parse-orders.ts';
import { parseUserFrame, type SocketRefusal, type UserFrame } from './parse-user-event.ts';
import { createSigner, type Signer, signSocketParams } from './sign.ts';

/** Events told twice, as by two connections that overlap, are told once. */
const REMEMBERED_EVENTS = 5_000;

const MOST_FOREIGN_NAMES = 50;
/** Between two looks at a clock that is in doubt. */
const CLOCK_WAIT_MS = 1_000;

export type UserStreamWants = { readonly listener: UserListener; readonly findSymbol: SymbolLookup };

/** Our orders as they change, over the WebSocket API. `connected` is told again after each change-over: then ask for the rest. */
export function openUserStream(parts: ProtocolParts, keys: ExchangeKeys, wants: UserStreamWants): Disposable {
  const signer = createSigner(keys.secret);
  if (signer.ok) return new UserStream(parts, { apiKey: keys.apiKey, signer: signer.value }, wants);
  wants.listener.broken(signer.error.message);
  return { dispose: () => undefined };
}

type SigningKey = { readonly apiKey: string; readonly signer: Signer };

class UserStream implements Disposable {
  readonly #parts: ProtocolParts;
  readonly #key: SigningKey;
  readonly #wants: UserStreamWants;
  readonly #socket: Socket;
  readonly #seen = new RecentIds(REMEMBERED_EVENTS);
  /** Events of kinds we do not know, by name. */
  readonly #foreign = new Map<string, number>();
  #requestId = 0;
  /** The subscription that is not answered yet. */
  #pending: { readonly id: string; readonly timeout: Disposable } | null = null;
  #isConnected = false;
  #isDisposed = false;

  constructor(parts: ProtocolParts, key: SigningKey, wants: UserStreamWants) {
    this.#parts = parts;
    this.#key = key;
    this.#wants = wants;
    this.#socket = parts.transport.openSocket({
      name: 'binance user',
      url: () => `${parts.urls.userStream}/ws-api/v3`,
      onOpen: () => this.#subscribe(),
      onMessage: (text) => this.#hear(parseUserFrame(text, wants.findSymbol)),
      onBreak: (reason) => this.#lose(reason),
      idleAlarmMs: IDLE_ALARM_MS,
      renewAfterMs: RENEW_AFTER_MS,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxFramesPerSecond: FRAMES_PER_SECOND,
      topics: () => 1,
    });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#forgetPending();
    await this.#socket.dispose();
  }

  #subscribe(): void {
    if (this.#isDisposed) return;
    this.#forgetPending();
    const serverNowMs = this.#parts.serverNowMs();
    if (serverNowMs === undefined) {
      const timeout = this.#parts.timers.after(CLOCK_WAIT_MS, () => this.#subscribe());
      this.#pending = { id: '', timeout };
      return;
    }
    const id = `user-${++this.#requestId}`;
    const timeout = this.#parts.timers.after(ACK_TIMEOUT_MS, () => {
      this.#startOver(`no answer to the subscription within ${ACK_TIMEOUT_MS} ms`);
    });
    this.#pending = { id, timeout };
    this.#socket.send(JSON.stringify({ id, method: METHOD, params: this.#signed(serverNowMs) }));
  }

  #signed(serverNowMs: number): Readonly<Record<string, string | number>> {
    const { apiKey, signer } = this.#key;
    const timestamp = Math.floor(serverNowMs) - TIMESTAMP_BIAS_MS;
    return signSocketParams({ apiKey, recvWindow: RECEIVE_WINDOW_MS, timestamp }, signer);
  }

  #hear(frame: UserFrame): void {
    if (this.#isDisposed) return;
    switch (frame.kind) {
      case 'order':
        this.#tell(frame);
        return;
      case 'reply':
        this.#answered(frame);
        return;
      case 'shutdown':
        this.#socket.renew('the exchange announced the end of the connection');
        return;
      case 'terminated':
        this.#lose('the exchange ended the subscription');
        this.#subscribe();
        return;
      case 'foreign':
        this.#countForeign(frame.name);
        return;
      case 'malformed':
        // What it said is lost: it must be asked for.
        this.#parts.log.warn('unreadable event of the user stream', { what: frame.what });
        if (this.#isConnected) this.#wants.listener.connected();
        return;
      case 'ignored':
        return;
    }
  }

  /** Said once of each name: what the exchange adds may come often. */
  #countForeign(name: string): void {
    const count = (this.#foreign.get(name) ?? 0) + 1;
    if (count === 1 && this.#foreign.size >= MOST_FOREIGN_NAMES) return;
    this.#foreign.set(name, count);
    if (count === 1) this.#parts.log.warn('unknown event of the user stream', { event: name });
  }

  #tell({ executionId, order, fill }: UserFrame & { kind: 'order' }): void {
    if (!this.#seen.add(executionId)) return;
    if (fill !== null) this.#wants.listener.fill(fill);
    this.#wants.listener.order(order);
  }

  #answered({ id, usedWeight, error }: UserFrame & { kind: 'reply' }): void {
    if (usedWeight !== null) this.#parts.transport.observeUsed('requestWeight', usedWeight);
    if (id !== this.#pending?.id) return;
    this.#forgetPending();
    if (error !== null) {
      this.#refused(error);
      return;
    }
    this.#isConnected = true;
    this.#wants.listener.connected();
  }

  #refused({ status, code, message, retryAtMs }: SocketRefusal): void {
    const reply = { status, refusal: { code, message }, retryAfterMs: 0 };
    const reason = describe(reply);
    const meaning = meaningOf(reply);
    if (meaning === 'limit') {
      const untilMs = retryAtMs ?? this.#parts.timers.nowMs() + PAUSE_WITHOUT_WORD_MS.tooMany;
      this.#parts.transport.pauseUntil(untilMs, reason);
    }
    const { resyncClock } = this.#parts;
    if (meaning !== 'clock' || resyncClock === undefined) this.#startOver(reason);
    else void resyncClock().then(() => this.#startOver(reason));
  }

  #startOver(reason: string): void {
    this.#forgetPending();
    if (!this.#isDisposed) this.#socket.reconnect(reason);
  }

  #lose(reason: string): void {
    this.#forgetPending();
    if (this.#isDisposed) return;
    this.#isConnected = false;
    this.#wants.listener.broken(reason);
  }

  #forgetPending(): void {
    this.#pending?.timeout.dispose();
    this.#pending = null;
  }
}

const METHOD = 'userDataStream.subscribe.signature';
