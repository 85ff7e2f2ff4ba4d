import { FailureError, fail, type Outcome, succeed } from '../base/outcome.ts';
import type { BreakerView } from '../engine/ports/exchange.ts';
import type { Log } from '../engine/ports/log.ts';
import { askedPauseMs } from './asked-pause.ts';
import { type BreakerPass, CircuitBreaker } from './circuit-breaker.ts';
import { httpRequest, type ReplyHead } from './http-request.ts';
import { LatencyRecord } from './latency-record.ts';
import type { RequestBudget } from './request-budget.ts';
import type { Timers } from './timers.ts';
import type { BuiltRequest, TransportReply, TransportRequest } from './transport.ts';

export type RequestSenderParts = {
  readonly budget: RequestBudget;
  readonly timers: Timers;
  readonly log: Log;
  readonly onReply: (request: BuiltRequest, reply: TransportReply) => void;
};

/** Budget, then breaker, then building, then sending; what comes back tells all three. Never sends anything twice. */
export class RequestSender {
  readonly latency = new LatencyRecord();
  readonly #parts: RequestSenderParts;
  readonly #breakers = new Map<string, CircuitBreaker>();
  readonly #closing = new AbortController();
  #limitsInRow = 0;

  constructor(parts: RequestSenderParts) {
    this.#parts = parts;
  }

  send(request: TransportRequest): Promise<Outcome<TransportReply>> {
    return this.#parts.budget.run(request, () => this.#sendNow(request));
  }

  pauseUntil(untilMs: number, reason: string): void {
    if (!this.#parts.budget.pauseUntil(untilMs)) return;
    this.#parts.log.warn('the exchange asks for silence', { reason, untilMs });
  }

  breakers(): readonly BreakerView[] {
    return [...this.#breakers.values()].map((breaker) => breaker.view());
  }

  /** Ends what is on its way. */
  dispose(): void {
    this.#closing.abort();
  }

  async #sendNow(request: TransportRequest): Promise<Outcome<TransportReply>> {
    const pass = this.#breakerOf(request.group).enter();
    if (!pass.ok) return pass;
    try {
      if (request.mayLeave?.() === false) return fail('cancelled', 'it is not wanted any more', { sent: false });
      const built = this.#build(request);
      if (!built.ok) return built;
      const reply = await this.#exchange(request, built.value);
      tellBreaker(pass.value, reply);
      if (reply.ok) this.#parts.onReply(built.value, reply.value);
      return reply;
    } finally {
      pass.value.dispose();
    }
  }

  #build({ build, group }: TransportRequest): Outcome<BuiltRequest> {
    try {
      return succeed(build());
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, error: error.failure };
      // What was thrown may quote the request, and with it a secret.
      this.#parts.log.error('a request could not be built', { group });
      return fail('bug', `a request of the group ${group} could not be built`, { sent: false });
    }
  }

  async #exchange({ timeoutMs, signal }: TransportRequest, built: BuiltRequest): Promise<Outcome<TransportReply>> {
    const { timers } = this.#parts;
    const startMs = timers.monotonicMs();
    const reply = await httpRequest(built, {
      timers,
      timeoutMs,
      signals: signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal],
      onHead: (head) => this.obey(head),
    });
    if (reply.ok) this.latency.add(timers.monotonicMs() - startMs);
    return reply;
  }

  /** What a reply of any kind asks for. */
  obey(head: ReplyHead): void {
    const nowMs = this.#parts.timers.nowMs();
    const pauseMs = askedPauseMs(head, this.#limitsInRow, nowMs);
    this.#limitsInRow = head.status === 429 ? this.#limitsInRow + 1 : 0;
    if (pauseMs !== null) this.pauseUntil(nowMs + pauseMs, `HTTP ${head.status}`);
  }

  #breakerOf(group: string): CircuitBreaker {
    const known = this.#breakers.get(group);
    if (known !== undefined) return known;
    const breaker = new CircuitBreaker(group, this.#parts.timers);
    this.#breakers.set(group, breaker);
    return breaker;
  }
}

/** 4xx are answers: whoever gives them is there. A 503 that names a time is one too, and pauses instead. */
function tellBreaker(pass: BreakerPass, reply: Outcome<TransportReply>): void {
  if (!reply.ok) {
    if (reply.error.code !== 'cancelled' && reply.error.details?.cancelled !== true) pass.fail(reply.error.message);
  } else if (reply.value.status >= 500 && reply.value.header('retry-after') === undefined) {
    pass.fail(`HTTP ${reply.value.status}`);
  } else {
    pass.succeed();
  }
}
