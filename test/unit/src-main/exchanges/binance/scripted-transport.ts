import type { Outcome } from '../../../../../src-main/base/outcome.ts';
import { FailureError, succeed } from '../../../../../src-main/base/outcome.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../../src-main/model/instrument.ts';
import type {
  BuiltRequest,
  Socket,
  SocketOptions,
  Transport,
  TransportReply,
  TransportRequest,
} from '../../../../../src-main/resilience/transport.ts';
import { createManualTimers, type ManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

export type ScriptedReply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body: unknown;
};

export type SentRequest = { readonly request: TransportRequest; readonly built: BuiltRequest };
export type Answer = (built: BuiltRequest) => ScriptedReply | Outcome<never> | Promise<ScriptedReply>;

export class ScriptedSocket implements Socket {
  readonly options: SocketOptions;
  readonly sent: string[] = [];
  readonly reconnects: string[] = [];
  readonly renewals: string[] = [];
  isDisposed = false;

  constructor(options: SocketOptions) {
    this.options = options;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  reconnect(reason: string): void {
    this.reconnects.push(reason);
    this.options.onBreak(reason);
  }

  renew(reason: string): void {
    this.renewals.push(reason);
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** The control frames sent so far, parsed; forgets them. */
  takeSent(): Record<string, unknown>[] {
    return this.sent.splice(0).map((text) => JSON.parse(text) as Record<string, unknown>);
  }

  receive(frame: unknown): void {
    this.options.onMessage(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
}

/** A way to an exchange that a test writes: each request is answered by what `answer` says at that moment. */
export class ScriptedTransport implements Transport {
  readonly sent: SentRequest[] = [];
  readonly sockets: ScriptedSocket[] = [];
  readonly used: [budget: string, used: number][] = [];
  readonly pauses: [untilMs: number, reason: string][] = [];
  readonly #timers: ManualTimers;
  answer: Answer = () => ({ body: {} });

  constructor(timers: ManualTimers) {
    this.#timers = timers;
  }

  async send(request: TransportRequest): Promise<Outcome<TransportReply>> {
    let built: BuiltRequest;
    try {
      built = request.build();
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, error: error.failure };
      throw error;
    }
    this.sent.push({ request, built });
    const answer = await this.answer(built);
    if ('ok' in answer) return answer;
    const { status = 200, headers = {}, body } = answer;
    const nowMs = this.#timers.nowMs();
    return succeed({
      status,
      header: (name) => headers[name],
      text: typeof body === 'string' ? body : JSON.stringify(body),
      sentMs: nowMs,
      receivedMs: nowMs,
    });
  }

  openSocket(options: SocketOptions): Socket {
    const socket = new ScriptedSocket(options);
    this.sockets.push(socket);
    return socket;
  }

  /** Path and query of the latest request. */
  get lastUrl(): URL {
    return new URL(this.sent.at(-1)?.built.url ?? 'http://none');
  }

  observeUsed(budget: string, used: number): void {
    this.used.push([budget, used]);
  }

  pauseUntil(untilMs: number, reason: string): void {
    this.pauses.push([untilMs, reason]);
  }

  budgets = () => [];
  pausedUntilMs = () => null;
  breakers = () => [];
  streams = () => [];
  latencyMs = () => null;
  tap = () => ({ dispose: () => undefined });
  dispose = () => undefined;
}

export function instrumentOf(symbol: string): Instrument {
  const instrument = createInstrument('binance', symbol, { tick: '0.01', step: '0.00001' });
  if (instrument === undefined) throw new Error(`${symbol} is no symbol`);
  return instrument;
}

export const BTC = instrumentOf('BTC-USDT');
export const ETH = instrumentOf('ETH-USDT');

export type Bench = {
  readonly parts: ProtocolParts;
  readonly transport: ScriptedTransport;
  readonly timers: ManualTimers;
  readonly log: ReturnType<typeof createTestLog>;
};

/** Parts of a protocol over a scripted transport: the exchange's clock is 100 ms ahead of ours. */
export function createBench(instruments: readonly Instrument[] = [BTC, ETH], more: Partial<ProtocolParts> = {}): Bench {
  const timers = createManualTimers();
  const transport = new ScriptedTransport(timers);
  const log = createTestLog();
  const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const parts: ProtocolParts = {
    urls: { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1', userStream: 'ws://127.0.0.1:1' },
    transport,
    timers,
    serverNowMs: () => timers.nowMs() + 100,
    findInstrument: (id) => byId.get(id),
    log,
    ...more,
  };
  return { parts, transport, timers, log };
}
