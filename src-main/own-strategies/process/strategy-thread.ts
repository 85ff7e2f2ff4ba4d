import type { MessagePort } from 'node:worker_threads';
import { fail, toFailure } from '../../base/outcome.ts';
import { lockHost } from '../sandbox/lock-host.ts';
import type { FromThread, ToProcess } from './messages.ts';
import { createThreadWork } from './thread-work.ts';

/** What the thread is given at its start. */
export type StrategyThreadData = { readonly cancelled: Int32Array<SharedArrayBuffer> };

const PROGRESS_EVERY_MS = 50;

/** The inner thread: answers one question after another. Locked as soon as what it needs is loaded. */
export function serveStrategyThread(port: MessagePort, { cancelled }: StrategyThreadData): void {
  let answering = 0;
  let toldMs = 0;
  const post = (message: FromThread): void => port.postMessage(message);
  const onMemory = (memory: SharedArrayBuffer): void => post({ kind: 'memory', memory });
  const onProgress = (fraction: number): void => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = nowMs;
    post({ kind: 'progress', id: answering, fraction });
  };
  const work = createThreadWork({ cancelled, onMemory, onProgress });
  port.on('message', async (message: ToProcess) => {
    if (message.kind !== 'ask') return;
    answering = message.id;
    post({ kind: 'begun', name: message.name });
    if (message.name !== 'compile') lockHost();
    const outcome = await work(message.name, message.input).catch((error) => {
      const { code, message: text, details } = toFailure(error);
      return fail(code, text, details);
    });
    post({ kind: 'answer', id: message.id, outcome });
  });
}
