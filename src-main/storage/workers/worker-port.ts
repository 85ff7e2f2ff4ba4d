import type { Outcome } from '../../base/outcome.ts';
import { fail, toFailure } from '../../base/outcome.ts';

/** What a worker can be asked: one entry a method. Inputs and outputs are plain data and typed arrays. */
export type Methods = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

/** Slot 0 of `cancelled` becomes 1 when nobody waits any more; shared memory, because a busy worker reads no messages. */
export type WorkerCall = {
  readonly kind: 'call';
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly cancelled: Int32Array<SharedArrayBuffer>;
};
export type WorkerStop = { readonly kind: 'stop' };
export type WorkerReply =
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number };

export type CallHooks = {
  readonly isCancelled: () => boolean;
  /** 0 to 1, rising. */
  readonly onProgress: (fraction: number) => void;
};

export type Handlers<M extends Methods> = {
  readonly [Name in keyof M]: (
    input: M[Name]['input'],
    hooks: CallHooks,
  ) => Outcome<M[Name]['output']> | Promise<Outcome<M[Name]['output']>>;
};

/** The worker's end of the wire; `parentPort` is one. */
export interface ServedPort {
  postMessage(message: WorkerReply, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: WorkerCall | WorkerStop) => void): unknown;
  close(): void;
}

/**
 * Answers every call with one Outcome. What a handler returns is given away: its typed arrays are moved, not copied, so
 * it must not keep them. `onStop` runs once, when the other side is done.
 */
export function serve<M extends Methods>(port: ServedPort, handlers: Handlers<M>, onStop: () => void): void {
  port.on('message', (message) => {
    if (message.kind === 'stop') {
      onStop();
      port.close();
      return;
    }
    void answer(port, handlers, message);
  });
}

async function answer<M extends Methods>(port: ServedPort, handlers: Handlers<M>, call: WorkerCall): Promise<void> {
  const reply = (outcome: Outcome<unknown>): void =>
    port.postMessage({ kind: 'reply', id: call.id, outcome }, outcome.ok ? movableBuffers(outcome.value) : []);
  try {
    const handler = Object.hasOwn(handlers, call.name) ? handlers[call.name] : undefined;
    if (handler === undefined) reply(fail('bug', `method is "${call.name}", expected one of ${Object.keys(handlers)}`));
    else reply(await handler(call.input, hooksOf(port, call)));
  } catch (error) {
    reply({ ok: false, error: toFailure(error) });
  }
}

/** Progress crosses the wire in steps of a hundredth, or a fast loop would drown it. */
function hooksOf(port: ServedPort, call: WorkerCall): CallHooks {
  let said = 0;
  return {
    isCancelled: () => Atomics.load(call.cancelled, 0) === 1,
    onProgress(fraction) {
      if (fraction - said < 0.01) return;
      said = fraction;
      port.postMessage({ kind: 'progress', id: call.id, fraction });
    },
  };
}

/** The buffers behind the typed arrays in plain data, each once. */
function movableBuffers(value: unknown, found: Set<ArrayBuffer> = new Set()): readonly ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) movableBuffers(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) movableBuffers(item, found);
  }
  return [...found];
}
