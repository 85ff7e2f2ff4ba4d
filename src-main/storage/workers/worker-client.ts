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
  return new RestartingWorkerClient<M>(title, start);
}

class RestartingWorkerClient<M extends Methods> implements WorkerClient<M> {
  readonly #title: string;
  readonly #start: () => WorkerThread;
  readonly #waiting = new Map<number, Waiting>();
  #thread: WorkerThread | undefined;
  #hasAnswered = false;
  #isDisposed = false;
  #lastId = 0;

  constructor(title: string, start: () => WorkerThread) {
    this.#title = title;
    this.#start = start;
    this.#thread = this.#launch();
  }

  call<Name extends keyof M & string>(
    name: Name,
    input: M[Name]['input'],
    { onProgress = () => undefined, signal }: CallOptions = {},
  ): Promise<Outcome<M[Name]['output']>> {
    if (this.#isDisposed) return Promise.resolve(this.#stopped());
    if (signal?.aborted === true) return Promise.resolve(fail('cancelled', `${name} was cancelled`));
    const id = ++this.#lastId;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => void Atomics.store(cancelled, 0, 1);
    signal?.addEventListener('abort', cancel, { once: true });
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<unknown>): void => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', cancel);
        // Both ends are compiled from one table of methods; what comes back under this id is that method's output.
        resolve(outcome as Outcome<M[Name]['output']>);
      };
      this.#waiting.set(id, { settle, cancel, onProgress });
      this.#post({ kind: 'call', id, name, input, cancelled }, settle);
    });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const one of this.#waiting.values()) one.cancel();
    const stopping = this.#thread;
    if (stopping === undefined) return;
    await stopThread(stopping);
    this.#failAll(this.#stopped());
  }

  #post(call: WorkerCall, settle: (outcome: Outcome<unknown>) => void): void {
    try {
      this.#thread ??= this.#launch();
      this.#thread.postMessage(call);
    } catch (error) {
      settle({ ok: false, error: toFailure(error) });
    }
  }

  #launch(): WorkerThread {
    const started = this.#start();
    let reason = 'it ended';
    this.#hasAnswered = false;
    started.on('message', (message) => this.#receive(message));
    started.on('error', (error) => {
      reason = error.message;
    });
    started.on('exit', (code) => {
      if (this.#thread === started) this.#thread = undefined;
      const message = `the ${this.#title} worker stopped before it answered: ${reason} (exit code ${code})`;
      this.#failAll(fail('bug', message));
      if (this.#hasAnswered && !this.#isDisposed) this.#relaunch();
    });
    return started;
  }

  #relaunch(): void {
    try {
      this.#thread = this.#launch();
    } catch {
      // The next call tries again, and tells its caller why it could not.
      this.#thread = undefined;
    }
  }

  #receive(message: WorkerReply): void {
    this.#hasAnswered = true;
    const one = this.#waiting.get(message.id);
    if (message.kind === 'progress') one?.onProgress(message.fraction);
    else one?.settle(message.outcome);
  }

  #failAll(outcome: Outcome<never>): void {
    for (const one of [...this.#waiting.values()]) one.settle(outcome);
  }

  #stopped(): Outcome<never> {
    return fail('cancelled', `the ${this.#title} worker was stopped`);
  }
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
