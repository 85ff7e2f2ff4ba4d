import type { Outcome } from '../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../src-main/base/outcome.ts';
import type {
  BuiltRequest,
  Socket,
  SocketOptions,
  Transport,
  TransportReply,
  TransportRequest,
} from '../../../src-main/resilience/transport.ts';
import type { ManualTimers } from '../../fakes/manual-timers.ts';
import type { FrameSeeds } from './frame-seeds.ts';
import { mutateFrame } from './mutate-frame.ts';

const STATUSES = [200, 200, 200, 200, 200, 200, 400, 401, 418, 429, 500, 503];
const MOST_BUDGET = { used: 0, limit: 1, windowMs: 1 };

/** A network on which every message is wrong, once it is armed: seeds with something changed in them. */
export class FiringTransport implements Transport {
  isArmed = false;
  /** Errors that came out of what listens to sockets. */
  readonly thrown: string[] = [];
  fired = 0;
  readonly #sockets = new Set<SocketOptions>();
  readonly #seeds: FrameSeeds;
  readonly #timers: ManualTimers;
  readonly #chance: () => number;

  constructor(seeds: FrameSeeds, timers: ManualTimers, chance: () => number) {
    this.#seeds = seeds;
    this.#timers = timers;
    this.#chance = chance;
  }

  /** One wrong frame to one of the open sockets. */
  fire(): void {
    const options = this.#pick([...this.#sockets]);
    const seed = this.#pick(this.#seeds.frames);
    if (options === undefined || seed === undefined) return;
    this.fired++;
    this.#guard(() => options.onMessage(mutateFrame(seed, this.#chance)));
  }

  /** As the real one, it catches what goes wrong in the making of a request. */
  async send(request: TransportRequest): Promise<Outcome<TransportReply>> {
    let built: BuiltRequest;
    try {
      built = request.build();
    } catch {
      return fail('bug', 'a request could not be built', { sent: false });
    }
    const { method, url } = built;
    const { pathname } = new URL(url);
    const path = plainPath(pathname);
    const known = this.#seeds.replies.filter((reply) => reply.method === method && plainPath(reply.path) === path);
    const reply = this.isArmed ? (this.#pick(known) ?? this.#pick(this.#seeds.replies)) : known[0];
    const seed = reply?.text ?? '{}';
    if (this.isArmed) this.fired++;
    const text = this.isArmed ? mutateFrame(seed, this.#chance) : seed;
    const status = this.isArmed ? (this.#pick(STATUSES) ?? 200) : 200;
    await Promise.resolve();
    const nowMs = this.#timers.nowMs();
    return succeed({ status, header: () => undefined, text, sentMs: nowMs, receivedMs: nowMs });
  }

  openSocket(options: SocketOptions): Socket {
    const open = (): void => {
      if (!this.#sockets.has(options)) return;
      this.#guard(() => options.onOpen());
    };
    this.#sockets.add(options);
    queueMicrotask(open);
    const again = (reason: string): void => {
      this.#guard(() => options.onBreak(reason));
      this.#timers.after(10, open);
    };
    return {
      send: () => undefined,
      reconnect: again,
      renew: () => undefined,
      dispose: () => void this.#sockets.delete(options),
    };
  }

  observeUsed = () => undefined;
  pauseUntil = () => undefined;
  budgets = () => [{ name: 'none', ...MOST_BUDGET }];
  pausedUntilMs = () => null;
  breakers = () => [];
  streams = () => [];
  latencyMs = () => null;
  tap = () => ({ dispose: () => undefined });
  dispose(): void {
    this.#sockets.clear();
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#chance() * items.length)];
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.thrown.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
}

/** Without what names one order or one product. */
function plainPath(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{3,4}-[A-Z]{3,4}/g, '*');
}
