import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../engine/ports/log.ts';
import type { BudgetLimit } from './budget-tally.ts';
import { RecordTap } from './record-tap.ts';
import { RequestBudget } from './request-budget.ts';
import type { PauseStore } from './request-pause.ts';
import { RequestSender } from './request-sender.ts';
import { publicName, publicText } from './signed-request.ts';
import { StreamSocket } from './stream-socket.ts';
import type { Timers } from './timers.ts';
import type { Socket, SocketOptions, Transport } from './transport.ts';

export type LiveTransportOptions = {
  readonly limits: readonly BudgetLimit[];
  readonly timers: Timers;
  readonly log: Log;
  readonly pauses: PauseStore;
};

/** The way over the network. Disposing it ends all sockets and what is on its way. */
export function createLiveTransport({ limits, timers, log, pauses }: LiveTransportOptions): Transport {
  const tap = new RecordTap(log);
  const budget = new RequestBudget({ limits, timers, pauses });
  const sender = new RequestSender({
    budget,
    timers,
    log,
    onReply: (request, { status, receivedMs, text }) => {
      if (!tap.isOpen) return;
      const record = { request: publicName(request), status, timeMs: receivedMs, text: publicText(request, text) };
      tap.tell({ kind: 'reply', ...record });
    },
  });
  const sockets = new Set<StreamSocket>();

  const openSocket = (options: SocketOptions): Socket => {
    const socket = new StreamSocket(options, {
      timers,
      log,
      tap,
      pauseLeftMs: () => budget.pauseLeftMs(),
      onRefused: (head) => sender.obey(head),
    });
    sockets.add(socket);
    const dispose = (): Promise<void> => {
      sockets.delete(socket);
      return socket.dispose();
    };
    return {
      send: (text) => socket.send(text),
      reconnect: (reason) => socket.reconnect(reason),
      renew: (reason) => socket.renew(reason),
      dispose,
    };
  };

  return {
    send: (request) => sender.send(request),
    openSocket,
    observeUsed: (name, used) => budget.observeUsed(name, used),
    pauseUntil: (untilMs, reason) => sender.pauseUntil(untilMs, reason),
    budgets: () => budget.states(),
    pausedUntilMs: () => budget.pausedUntilMs(),
    breakers: () => [...sender.breakers(), ...[...sockets].map((socket) => socket.breaker())],
    streams: () => [...sockets].map((socket) => socket.view()),
    latencyMs: () => sender.latency.summary(),
    tap: (listener): Disposable => tap.open(listener),
    dispose: async () => {
      budget.dispose();
      sender.dispose();
      await Promise.all([...sockets].map((socket) => socket.dispose()));
      sockets.clear();
    },
  };
}
