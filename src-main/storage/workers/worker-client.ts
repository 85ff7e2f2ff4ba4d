import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, toFailure } from '../../base/outcome.ts';
import type { Methods, WorkerCall, WorkerReply, WorkerStop } from './worker-port.ts';

/** What the client needs of a worker thread; `Worker` of node:worker_threads is one. */
export interface WorkerThread {
  postMessage(message: WorkerCall | WorkerStop): void;
  on(event: 'message', listener: (message: WorkerReply) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<number>;
}

export type CallOptions = { readonly onProgress?: (fraction: number) => void; readonly signal?: AbortSignal };

export interface WorkerClient<M extends Methods> extends Disposable {
  call<Name extends keyof M & string>(
    name: Name,
    input: M[Name]['input'],
    options?: CallOptions,
  ): Promise<Outcome<M[Name]['output']>>;
}

type Waiting = {
  readonly settle: (outcome: Outcome<unknown>) => void;
  readonly cancel: () => void;
  readonly onProgress: (fraction: number) => void;
};

/** How long a worker that is asked to stop may take over its present call. */
const STOP_WAIT_MS = 5000;

/**
 * Calls into a worker that is started at once, and again after it died: what was waiting then fails with `bug`, what
 * comes later is answered by the next one. A worker that dies before it has answered anything is started again only by
 * the next call, so that one that cannot start does not spin.
 */
export function createWorkerClient<M extends Methods>(title: string, start: () => WorkerThread): WorkerClient<M> {
  const waiting = new Map<number, Waiting>();
  let thread: WorkerThread | undefined;
  let hasAnswered = false;
  let isDisposed = false;
  let lastId = 0;

  const failAll = (outcome: Outcome<never>): void => {
    for (const one of [...waiting.values()]) one.settle(outcome);
  };
  const receive = (message: WorkerReply): void => {
    hasAnswered = true;
    const one = waiting.get(message.id);
    if (message.kind === 'progress') one?.onProgress(message.fraction);
    else one?.settle(message.outcome);
  };
  const launch = (): WorkerThread => {
    const started = start();
    let reason = 'it ended';
    hasAnswered = false;
    started.on('message', receive);
    started.on('error', (error) => {
      reason = error.message;
    });
    started.on('exit', (code) => {
      if (thread === started) thread = undefined;
      failAll(fail('bug', `the ${title} worker stopped before it answered: ${reason} (exit code ${code})`));
      if (hasAnswered && !isDisposed) relaunch();
    });
    return started;
  };
  const relaunch = (): void => {
    try {
      thread = launch();
    } catch {
      // The next call tries again, and tells its caller why it could not.
      thread = undefined;
    }
  };
  thread = launch();

  return {
    call(name, input, { onProgress = () => undefined, signal } = {}) {
      if (isDisposed) return Promise.resolve(fail('cancelled', `the ${title} worker was stopped`));
      if (signal?.aborted === true) return Promise.resolve(fail('cancelled', `${name} was cancelled`));
      const id = ++lastId;
      const cancelled = new Int32Array(new SharedArrayBuffer(4));
      const cancel = (): void => void Atomics.store(cancelled, 0, 1);
      signal?.addEventListener('abort', cancel, { once: true });
      return new Promise((resolve) => {
        const settle = (outcome: Outcome<unknown>): void => {
          waiting.delete(id);
          signal?.removeEventListener('abort', cancel);
          // Both ends are compiled from one table of methods; what comes back under this id is that method's output.
          resolve(outcome as Outcome<M[typeof name]['output']>);
        };
        waiting.set(id, { settle, cancel, onProgress });
        try {
          thread ??= launch();
          thread.postMessage({ kind: 'call', id, name, input, cancelled });
        } catch (error) {
          settle({ ok: false, error: toFailure(error) });
        }
      });
    },
    async dispose() {
      isDisposed = true;
      for (const one of waiting.values()) one.cancel();
      const stopping = thread;
      if (stopping === undefined) return;
      await stopThread(stopping);
      failAll(fail('cancelled', `the ${title} worker was stopped`));
    },
  };
}

/** Asks first, so that databases are closed; a worker that does not hear is ended. */
async function stopThread(thread: WorkerThread): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => thread.on('exit', () => resolve()));
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), STOP_WAIT_MS);
  });
  thread.postMessage({ kind: 'stop' });
  if ((await Promise.race([ended, late])) === 'late') await thread.terminate();
  clearTimeout(timer);
}
