import type { FeedStateView } from '../../../src-preload/contract/exchange-views.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { MarketMessage } from '../../engine/ports/market-feed.ts';
import type { MinuteFollower } from '../../market-data/follow-minutes.ts';
import type { Instrument, VenueId } from '../../model/instrument.ts';
import { isOfExchange, venueOf } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import { intervalMs } from '../../model/time.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { Trading } from '../trading.ts';

const MINUTE_MS = intervalMs('1m');

export type ExchangeMarketsParts = {
  readonly trading: Trading;
  /** What a connected exchange lists under this id. */
  readonly findListed: (instrumentId: string) => Instrument | undefined;
  /** What bots need, of all exchanges: their instruments and those their strategies look at. */
  readonly neededByBots: () => Iterable<string>;
  /** Takes what one subscription says of minutes, after the engine has. */
  readonly followMinutes: (instrumentIds: Iterable<string>) => MinuteFollower;
  readonly onState: (state: FeedStateView) => void;
  readonly timers: Pick<Timers, 'after'>;
};

type Connected = {
  readonly adapter: ExchangeAdapter;
  ids: ReadonlySet<string>;
  subscription: Disposable | null;
};

/**
 * The live markets of connected exchanges, as far as anybody wants them: bots and the eyes at the window. Each exchange has
 * one subscription to all that is wanted of it.
 */
export class ExchangeMarkets implements Disposable {
  readonly #parts: ExchangeMarketsParts;
  readonly #connected = new Map<VenueId, Connected>();
  /** How many eyes are on an instrument. */
  readonly #looked = new Map<string, number>();
  readonly #states = new Map<string, FeedStateView>();
  /** As the engine knows them. */
  readonly #known = new Map<string, Instrument>();
  /** Until when the minutes of what is wanted were told: an adapter that takes another's place goes on from there. */
  readonly #toldToMs = new Map<string, TimestampMs>();

  /** The refresh that follows this turn; null when none does. */
  #refreshing: Disposable | null = null;

  constructor(parts: ExchangeMarketsParts) {
    this.#parts = parts;
  }

  /** Of every instrument that was ever told of, the latest. */
  states(): readonly FeedStateView[] {
    return [...this.#states.values()];
  }

  connect(adapter: ExchangeAdapter): void {
    this.#connected.set(adapter.venue, { adapter, ids: new Set(), subscription: null });
    this.refresh();
  }

  /** What is left of its prices is worth nothing any more. */
  disconnect(venue: VenueId, timeMs: number): void {
    const gone = this.#connected.get(venue);
    this.#connected.delete(venue);
    void gone?.subscription?.dispose();
    for (const instrumentId of gone?.ids ?? []) {
      this.#receive(venue, { kind: 'state', instrumentId, state: 'disconnected', timeMs });
    }
  }

  /** The engine knows the instrument from now on; undefined when no connected exchange lists it. */
  know(instrumentId: string): Instrument | undefined {
    const instrument = this.#parts.findListed(instrumentId);
    if (instrument === undefined) return undefined;
    this.#known.set(instrumentId, instrument);
    this.#parts.trading.know(instrument);
    return instrument;
  }

  /** To be called as time goes by: rules that an exchange changed, or a market it halted, become known to the engine. */
  relearn(): void {
    for (const { ids } of this.#connected.values()) {
      for (const id of ids) {
        if (this.#known.get(id) !== this.#parts.findListed(id)) this.know(id);
      }
    }
  }

  /** Keeps the market of an instrument coming in until disposed. */
  look(instrumentId: string): Disposable {
    this.#looked.set(instrumentId, (this.#looked.get(instrumentId) ?? 0) + 1);
    this.refresh();
    let looking = true;
    return {
      dispose: () => {
        if (!looking) return;
        looking = false;
        const left = (this.#looked.get(instrumentId) ?? 1) - 1;
        if (left > 0) this.#looked.set(instrumentId, left);
        else this.#looked.delete(instrumentId);
        this.refresh();
      },
    };
  }

  adapterOf(instrumentId: string): ExchangeAdapter | undefined {
    return this.#connected.get(venueOf(instrumentId))?.adapter;
  }

  /** Subscribes once this turn is over: hundreds of bots may start in one, and what all of them need is one question. */
  refreshAfterTurn(): void {
    this.#refreshing ??= this.#parts.timers.after(0, () => this.refresh());
  }

  /** Subscribes to what is wanted by now. */
  refresh(): void {
    this.#forgetRefresh();
    if (this.#connected.size === 0) return;
    const wanted = [...new Set([...this.#parts.neededByBots(), ...this.#looked.keys()])].filter(isOfExchange);
    for (const [venue, connected] of this.#connected) {
      const ids = new Set(wanted.filter((id) => venueOf(id) === venue && this.#parts.findListed(id) !== undefined));
      if (!isSame(ids, connected.ids)) this.#subscribe(venue, connected, ids);
    }
  }

  dispose(): void {
    this.#forgetRefresh();
    for (const { subscription } of this.#connected.values()) void subscription?.dispose();
    this.#connected.clear();
  }

  #forgetRefresh(): void {
    void this.#refreshing?.dispose();
    this.#refreshing = null;
  }

  /** The new one begins before the old one ends, so that the streams of what both want go on. */
  #subscribe(venue: VenueId, connected: Connected, ids: ReadonlySet<string>): void {
    for (const id of ids) if (!connected.ids.has(id)) this.know(id);
    for (const id of connected.ids) if (!ids.has(id)) this.#toldToMs.delete(id);
    const before = connected.subscription;
    connected.ids = ids;
    connected.subscription = null;
    const subscription = ids.size === 0 ? null : this.#open(venue, connected, ids);
    connected.subscription = subscription;
    void before?.dispose();
  }

  #open(venue: VenueId, connected: Connected, ids: ReadonlySet<string>): Disposable {
    const minutes = this.#parts.followMinutes(ids);
    let own: Disposable | null = null;
    const listener = (message: MarketMessage): void => {
      // While two subscriptions overlap only the newer one is heard; one that speaks at once has no name yet.
      if (own === null || connected.subscription === own || connected.subscription === null) {
        this.#receive(venue, message);
        minutes.receive(message);
      }
    };
    own = connected.adapter.feed.subscribe([...ids], listener, (id) => this.#toldToMs.get(id));
    return own;
  }

  #receive(venue: VenueId, message: MarketMessage): void {
    this.#parts.trading.receive(venue, message);
    if (message.kind === 'candle') this.#toldToMs.set(message.instrumentId, message.candle.openTimeMs + MINUTE_MS);
    if (message.kind !== 'state') return;
    const { instrumentId, state, timeMs: sinceMs } = message;
    const feedState = { instrumentId, state, sinceMs };
    this.#states.set(instrumentId, feedState);
    this.#parts.onState(feedState);
  }
}

function isSame(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((id) => right.has(id));
}
