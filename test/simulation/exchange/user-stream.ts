import type { UserListener } from '../../../src-main/exchanges/connection/order-protocol.ts';
import type { Life } from '../app/life.ts';
import type { World } from '../world/world.ts';
import type { AccountEvent } from './simulated-exchange.ts';

const RECONNECT_MS = { from: 300, to: 4_000 };

/** One process's subscription to what happens on the account: late, twice, out of order, with holes, or not at all. */
export class UserStream {
  readonly #life: Life;
  readonly #world: World;
  readonly #listener: UserListener;
  readonly #isReachable: () => boolean;
  #state: 'connecting' | 'live' | 'halfOpen' | 'disposed' = 'connecting';

  constructor(life: Life, listener: UserListener, isReachable: () => boolean) {
    this.#life = life;
    this.#world = life.world;
    this.#listener = listener;
    this.#isReachable = isReachable;
    this.#connect();
    this.#planBreak('streamGap');
    this.#planBreak('streamHalfOpen');
  }

  dispose(): void {
    this.#state = 'disposed';
  }

  /** From the exchange. What is said while nobody listens is not said again. */
  tell({ order, fill }: AccountEvent): void {
    if (this.#state !== 'live' || !this.#life.isAlive) return;
    const world = this.#world;
    if (!this.#isReachable() || world.strikes('eventLost')) return;
    const said = order.said();
    const deliver = (): void => {
      if (this.#state !== 'live' || !this.#life.isAlive || this.#life.mayCrash('event.before')) return;
      const { streamStyle } = world.plan;
      if (fill !== null && streamStyle === 'fillFirst') this.#listener.fill(fill);
      this.#listener.order(said);
      if (fill !== null && streamStyle === 'orderFirst') this.#listener.fill(fill);
      this.#life.mayCrash('event.after');
    };
    const overtakenMs = world.strikes('eventReordered') ? world.between(20, 2_000) : 0;
    world.after(20 + overtakenMs, 'event arrives', deliver);
    if (world.strikes('eventDuplicated')) world.after(world.between(20, 4_000), 'event arrives again', deliver);
  }

  #connect(): void {
    this.#state = 'connecting';
    this.#world.after(this.#world.between(RECONNECT_MS.from, RECONNECT_MS.to), 'stream connects', () => {
      if (this.#state !== 'connecting' || !this.#life.isAlive) return;
      if (!this.#isReachable()) {
        this.#connect();
        return;
      }
      this.#state = 'live';
      this.#listener.connected();
    });
  }

  #planBreak(fault: 'streamGap' | 'streamHalfOpen'): void {
    const world = this.#world;
    const perMinute = world.plan.faults[fault];
    if (perMinute === 0 || world.isHealed) return;
    world.after((-Math.log(1 - world.random.next()) * 60_000) / perMinute, fault, () => {
      if (this.#state === 'disposed' || !this.#life.isAlive || world.isHealed) return;
      if (this.#state === 'live') {
        world.struck(fault);
        this.#state = 'halfOpen';
        // Silent and unnoticed for as long as it takes to miss the heartbeat.
        world.after(fault === 'streamGap' ? 1 : world.between(5_000, 30_000), 'stream breaks', () => this.#break());
      }
      this.#planBreak(fault);
    });
  }

  #break(): void {
    if (this.#state !== 'halfOpen' || !this.#life.isAlive) return;
    this.#connect();
    this.#listener.broken('simulated');
  }
}
