import type { Disposable } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { publicName } from '../../resilience/signed-request.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { RawRecord, TransportReply, TransportRequest } from '../../resilience/transport.ts';

export type RecordedReply = Extract<RawRecord, { readonly kind: 'reply' }>;

type Waiter = { readonly sentMs: number; readonly settle: (outcome: Outcome<TransportReply>) => void };

/** What a request may wait for its turn where it does not say. */
const TURN_MS = 30_000;

/**
 * The replies of a tape, by what was asked. A reply comes at its own moment on the tape, so that it stands to the frames
 * around it as it did; a request that comes after that moment has it at once.
 */
export class TapeReplies {
  readonly #timers: Timers;
  /** How many replies to each request are still to come. */
  readonly #toCome: Map<string, number>;
  readonly #passed = new Map<string, RecordedReply[]>();
  readonly #waiting = new Map<string, Waiter[]>();
  #isOver = false;
  /** Requests that nobody made while it was recorded, or not so often. */
  unknownRequests = 0;

  constructor(timers: Timers, counts: ReadonlyMap<string, number>) {
    this.#timers = timers;
    this.#toCome = new Map(counts);
  }

  ask(request: TransportRequest): Promise<Outcome<TransportReply>> {
    if (request.signal?.aborted === true) return Promise.resolve(fail('cancelled', 'the request was cancelled'));
    const name = publicName(request.build());
    const sentMs = this.#timers.nowMs();
    const passed = this.#passed.get(name)?.shift();
    if (passed !== undefined) return Promise.resolve(succeed(toReply(passed, sentMs)));
    if (this.#isOver || (this.#toCome.get(name) ?? 0) <= (this.#waiting.get(name)?.length ?? 0)) {
      this.unknownRequests++;
      return Promise.resolve(fail('networkFailed', `the tape has no reply to ${name}`));
    }
    return new Promise((resolve) => this.#wait(name, request, { sentMs, settle: resolve }));
  }

  /** Whether somebody waits for it. */
  isAwaited({ request }: RecordedReply): boolean {
    return (this.#waiting.get(request)?.length ?? 0) > 0;
  }

  /** The tape has come to this reply. */
  deliver(reply: RecordedReply): void {
    const { request } = reply;
    this.#toCome.set(request, (this.#toCome.get(request) ?? 1) - 1);
    const waiter = this.#waiting.get(request)?.shift();
    if (waiter !== undefined) waiter.settle(succeed(toReply(reply, waiter.sentMs)));
    else this.#passed.set(request, [...(this.#passed.get(request) ?? []), reply]);
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isOver = true;
    for (const waiters of this.#waiting.values()) {
      for (const { settle } of waiters.splice(0)) settle(fail('networkFailed', 'the tape is over'));
    }
  }

  /** The replies that nobody asked for. */
  get unaskedReplies(): number {
    return [...this.#passed.values()].reduce((sum, replies) => sum + replies.length, 0);
  }

  #wait(name: string, { timeoutMs, maxWaitMs, signal }: TransportRequest, { sentMs, settle }: Waiter): void {
    const waiters = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, waiters);
    const started: Disposable[] = [];
    const waiter: Waiter = {
      sentMs,
      settle(outcome) {
        for (const one of started) void one.dispose();
        settle(outcome);
      },
    };
    const give = (outcome: Outcome<never>): void => {
      const index = waiters.indexOf(waiter);
      if (index < 0) return;
      waiters.splice(index, 1);
      waiter.settle(outcome);
    };
    const cancel = (): void => give(fail('cancelled', 'the request was cancelled'));
    signal?.addEventListener('abort', cancel, { once: true });
    started.push({ dispose: () => signal?.removeEventListener('abort', cancel) });
    const patienceMs = timeoutMs + (maxWaitMs ?? TURN_MS);
    const tooLate = (): void => give(fail('timedOut', `the tape has no reply within ${patienceMs} ms`));
    started.push(this.#timers.after(patienceMs, tooLate));
    waiters.push(waiter);
  }
}

function toReply({ status, text, timeMs }: RecordedReply, sentMs: number): TransportReply {
  // Headers are not on a tape: they steer the pace of requests, and a tape has its own.
  return { status, text, header: () => undefined, sentMs, receivedMs: Math.max(sentMs, timeMs) };
}
