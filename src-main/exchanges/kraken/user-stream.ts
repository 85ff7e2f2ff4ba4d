import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Socket } from '../../resilience/transport.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { UserListener } from '../connection/order-protocol.ts';
import { describeProblem } from './errors.ts';
import { ExecutionTrack } from './execution-track.ts';
import {
  ACCOUNT_COST,
  ACK_TIMEOUT_MS,
  FRAMES_PER_SECOND,
  IDLE_ALARM_MS,
  MAX_MESSAGE_BYTES,
  TOKEN_RETRY_FIRST_MS,
  TOKEN_RETRY_MOST_MS,
} from './limits.ts';
import { pairTableOf } from './pair-table.ts';
import { tokenResult } from './parse-account.ts';
import type { UserFrame } from './parse-executions.ts';
import { readUserFrame } from './parse-executions.ts';
import { accountCost, type PrivateCalls } from './rest.ts';

const PING = '{"method":"ping"}';

/** The executions of one key. Its token opens one connection; the next connection asks for a new one. */
export class UserStream implements Disposable {
  readonly #parts: ProtocolParts;
  readonly #listener: UserListener;
  readonly #call: PrivateCalls;
  readonly #track: ExecutionTrack;
  readonly #stack = new DisposableStack();
  readonly #socket: Socket;
  /** Counts connections, so that a token that comes late is not sent over the next one. 0 while none is open. */
  #connection = 0;
  #connections = 0;
  #sequence: number | undefined;
  #tokenFailures = 0;
  /** Waits for an acknowledgement, or for the next attempt at a token. */
  #timer: Disposable | null = null;

  constructor(parts: ProtocolParts, call: PrivateCalls, listener: UserListener) {
    this.#parts = parts;
    this.#call = call;
    this.#listener = listener;
    this.#track = new ExecutionTrack(pairTableOf(parts.transport));
    this.#socket = this.#stack.use(this.#open());
    this.#stack.use(parts.timers.every(IDLE_ALARM_MS, () => this.#socket.send(PING)));
    this.#stack.defer(() => this.#endConnection());
  }

  dispose(): Promise<void> {
    return this.#stack.dispose();
  }

  #open(): Socket {
    return this.#parts.transport.openSocket({
      name: 'executions',
      url: () => this.#parts.urls.userStream,
      onOpen: () => void this.#subscribe(++this.#connections),
      onMessage: (text) => this.#take(readUserFrame(text)),
      onBreak: (reason) => {
        this.#endConnection();
        this.#listener.broken(reason);
      },
      // Until the token has come nothing is subscribed, and so no heartbeat sent: answers to pings stand in.
      idleAlarmMs: 2 * IDLE_ALARM_MS,
      renewAfterMs: null,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxFramesPerSecond: FRAMES_PER_SECOND,
      topics: () => 1,
    });
  }

  async #subscribe(connection: number): Promise<void> {
    this.#connection = connection;
    this.#sequence = undefined;
    const cost = accountCost(ACCOUNT_COST);
    const call = {
      endpoint: 'GetWebSocketsToken',
      result: tokenResult,
      priority: 'risk',
      cost,
      group: 'account',
    } as const;
    const reply = await this.#call(call);
    if (this.#connection !== connection) return;
    if (!reply.ok) {
      this.#retryToken(connection, describeProblem(reply.problem));
      return;
    }
    this.#tokenFailures = 0;
    const params = { channel: 'executions', token: reply.value.token, snap_orders: true, snap_trades: true };
    this.#socket.send(JSON.stringify({ method: 'subscribe', params, req_id: connection }));
    this.#timer = this.#parts.timers.after(ACK_TIMEOUT_MS, () =>
      this.#socket.reconnect('the subscription to executions was not acknowledged'),
    );
  }

  /** Over the same connection: a key that is refused must not become a flood of connections. */
  #retryToken(connection: number, reason: string): void {
    const delayMs = Math.min(TOKEN_RETRY_FIRST_MS * 2 ** this.#tokenFailures++, TOKEN_RETRY_MOST_MS);
    this.#parts.log.warn('kraken: no token for the user stream', { reason, delayMs });
    this.#timer = this.#parts.timers.after(delayMs, () => void this.#subscribe(connection));
  }

  #endConnection(): void {
    this.#connection = 0;
    this.#timer?.dispose();
    this.#timer = null;
  }

  #take(frame: UserFrame): void {
    if (frame.kind === 'executions') this.#takeExecutions(frame);
    else if (frame.kind === 'answer') this.#takeAnswer(frame.method, frame.isOk, frame.error);
    else if (frame.kind === 'unreadable' && frame.isExecution) {
      this.#socket.reconnect('an event of an order could not be read');
    }
  }

  #takeAnswer(method: string, isOk: boolean, error: string): void {
    if (method !== 'subscribe' || this.#connection === 0) return;
    this.#timer?.dispose();
    this.#timer = null;
    if (isOk) this.#listener.connected();
    else this.#socket.reconnect(`Kraken refused the subscription to executions: ${error}`);
  }

  #takeExecutions({ rows, isSnapshot, sequence }: Extract<UserFrame, { kind: 'executions' }>): void {
    const expected = this.#sequence === undefined ? sequence : this.#sequence + 1;
    if (!isSnapshot && sequence !== undefined && sequence !== expected) {
      this.#socket.reconnect(`message ${sequence} of the user stream came where ${expected} was expected`);
      return;
    }
    this.#sequence = sequence ?? this.#sequence;
    const nowMs = this.#parts.serverNowMs() ?? this.#parts.timers.nowMs();
    for (const row of rows) {
      const { order, fill } = this.#track.take(row, nowMs);
      if (fill !== null) this.#listener.fill(fill);
      this.#listener.order(order);
    }
  }
}
