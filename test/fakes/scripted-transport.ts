import type { Outcome } from '../../src-main/base/outcome.ts';
import { succeed } from '../../src-main/base/outcome.ts';
import { publicName } from '../../src-main/resilience/signed-request.ts';
import type { Timers } from '../../src-main/resilience/timers.ts';
import type {
  BuiltRequest,
  RawRecord,
  SocketOptions,
  Transport,
  TransportReply,
} from '../../src-main/resilience/transport.ts';

export type ScriptedTransport = Transport & {
  /** What the other side does with sockets, by name. */
  open(socket: string): void;
  frame(socket: string, text: string): void;
  break(socket: string): void;
  /** Answers requests, `replyAfterMs` later. */
  answer: (request: BuiltRequest) => { readonly status: number; readonly text: string };
  replyAfterMs: number;
  readonly sockets: ReadonlyMap<string, SocketOptions>;
};

/** A way to an exchange that a test plays the other end of. */
export function createScriptedTransport(timers: Timers): ScriptedTransport {
  const taps = new Set<(record: RawRecord) => void>();
  const sockets = new Map<string, SocketOptions>();
  const live = new Set<string>();
  const record = (raw: RawRecord): void => {
    for (const tap of taps) tap(raw);
  };
  const transport: ScriptedTransport = {
    sockets,
    replyAfterMs: 40,
    answer: () => ({ status: 404, text: '' }),
    open(socket) {
      live.add(socket);
      record({ kind: 'open', socket, timeMs: timers.nowMs() });
      sockets.get(socket)?.onOpen();
    },
    frame(socket, text) {
      record({ kind: 'frame', socket, timeMs: timers.nowMs(), text });
      sockets.get(socket)?.onMessage(text);
    },
    break(socket) {
      live.delete(socket);
      record({ kind: 'break', socket, timeMs: timers.nowMs() });
      sockets.get(socket)?.onBreak('the test broke it');
    },
    send(request) {
      const built = request.build();
      const sentMs = timers.nowMs();
      return new Promise<Outcome<TransportReply>>((resolve) => {
        timers.after(transport.replyAfterMs, () => {
          const { status, text } = transport.answer(built);
          const receivedMs = timers.nowMs();
          record({ kind: 'reply', request: publicName(built), status, timeMs: receivedMs, text });
          resolve(succeed({ status, text, header: () => undefined, sentMs, receivedMs }));
        });
      });
    },
    openSocket(options) {
      sockets.set(options.name, options);
      return {
        send: () => undefined,
        reconnect: () => undefined,
        renew: () => undefined,
        dispose: () => void sockets.delete(options.name),
      };
    },
    observeUsed: () => undefined,
    pauseUntil: () => undefined,
    budgets: () => [],
    pausedUntilMs: () => null,
    breakers: () => [],
    streams: () =>
      [...live].map((name) => ({ name, state: 'live', topics: 1, reconnects: 0, lastMessageMs: null, reason: '' })),
    latencyMs: () => null,
    tap(listener) {
      taps.add(listener);
      return { dispose: () => void taps.delete(listener) };
    },
    dispose: () => undefined,
  };
  return transport;
}
