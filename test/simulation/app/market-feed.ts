import { priceToNumber } from '../../../src-main/model/money.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import type { Scene } from '../invariants/probes.ts';
import { EPOCH_MS } from '../world/world.ts';

const TICK_MS = 10_000;
/** A minute of the market passes in so long: bots decide at its close, and the exchange is asked the less often for it. */
const BAR_MS = 20_000;
const MINUTE_MS = 60_000;
const FIRST_MINUTE_MS = Math.floor(EPOCH_MS / MINUTE_MS) * MINUTE_MS;
/** One tick to either side of the price. */
const HALF_SPREAD: Readonly<Record<string, number>> = Object.fromEntries(
  INSTRUMENTS.map(({ id, tick }) => [id, priceToNumber(tick)]),
);

/** Prices go on at the exchange, and what the process hears of them: marks, closed minutes, and how old they are. */
export class SimulatedFeed {
  readonly #scene: Scene;
  readonly #opens = new Map<string, number>();
  #bars = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#tick();
    this.#planSilence();
  }

  /** To a process that just started. */
  begin(): void {
    for (const { id } of INSTRUMENTS) {
      if (this.#scene.world.strikes('feedLate')) this.#silence(id);
      this.#tellState(id, this.#scene.badFeeds.has(id) ? 'stale' : 'live');
      this.#tellMark(id);
    }
  }

  #tick(): void {
    const { world, exchange } = this.#scene;
    world.after(TICK_MS, 'prices move', () => {
      this.#tick();
      if (!world.isHealed) exchange.tick();
      for (const { id } of INSTRUMENTS) this.#tellMark(id);
      if (world.elapsedMs >= (this.#bars + 1) * BAR_MS) this.#closeMinute();
      this.#scene.app?.offer({ kind: 'time', timeMs: Math.floor(world.exchangeMs), isProof: true });
    });
  }

  #closeMinute(): void {
    const openTimeMs = FIRST_MINUTE_MS + this.#bars++ * MINUTE_MS;
    for (const { id } of INSTRUMENTS) {
      const close = this.#price(id);
      const open = this.#opens.get(id) ?? close;
      this.#opens.set(id, close);
      // Minutes are told over REST too: what is closed may be known while prices are stale.
      if (this.#scene.badFeeds.has(id) && this.#scene.world.chance(0.5)) continue;
      const candle = {
        openTimeMs,
        open,
        high: Math.max(open, close),
        low: Math.min(open, close),
        close,
        volume: 1,
      };
      this.#tell(id, close);
      this.#scene.app?.offer({ kind: 'candle', instrumentId: id, interval: '1m', candle });
    }
  }

  #price(instrumentId: string): number {
    return priceToNumber(this.#scene.exchange.price(instrumentId));
  }

  #tellMark(id: string): void {
    const { app, world, badFeeds } = this.#scene;
    if (app === null || badFeeds.has(id)) return;
    const price = this.#price(id);
    const halfSpread = HALF_SPREAD[id] ?? 0;
    const timeMs = Math.floor(world.exchangeMs);
    this.#tell(id, price);
    app.offer({ kind: 'mark', instrumentId: id, price });
    app.offer({ kind: 'quote', quote: { instrumentId: id, bid: price - halfSpread, ask: price + halfSpread, timeMs } });
  }

  #tell(id: string, price: number): void {
    if (this.#scene.app !== null) this.#scene.told.set(id, price);
  }

  #tellState(instrumentId: string, state: 'live' | 'stale'): void {
    const { world, app } = this.#scene;
    app?.offer({ kind: 'state', instrumentId, state, timeMs: Math.floor(world.exchangeMs) });
  }

  #planSilence(): void {
    const { world } = this.#scene;
    const perMinute = world.plan.faults.feedStale;
    if (perMinute === 0) return;
    world.after((-Math.log(1 - world.random.next()) * MINUTE_MS) / perMinute, 'feed falls silent', () => {
      if (world.isHealed) return;
      const { id } = world.pick(INSTRUMENTS);
      world.struck('feedStale');
      this.#silence(id);
      this.#tellState(id, 'stale');
      this.#planSilence();
    });
  }

  #silence(id: string): void {
    const { world, badFeeds } = this.#scene;
    badFeeds.add(id);
    world.after(world.between(10_000, 90_000), 'feed is back', () => {
      badFeeds.delete(id);
      this.#tellState(id, 'live');
      this.#tellMark(id);
    });
  }
}
