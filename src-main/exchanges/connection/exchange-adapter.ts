import { DisposableStack } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleRange } from '../../engine/ports/candle-store.ts';
import type {
  BooksListener,
  CandleFetch,
  ExchangeAdapter,
  ExchangeHealth,
  ExchangeKeys,
  KeyPermissions,
  TradingConnection,
} from '../../engine/ports/exchange.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { VenueReport } from '../../engine/ports/venue.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import { priceFromNumber } from '../../model/money.ts';
import { createServerClock, type ServerClock } from '../../resilience/server-clock.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { Transport } from '../../resilience/transport.ts';
import { AccountFees } from './account-fees.ts';
import { AssetValues } from './asset-values.ts';
import { fetchCandles } from './candle-pages.ts';
import type { ExchangeDefinition, ExchangeUrls, ProtocolParts } from './exchange-definition.ts';
import type { ExchangeFeed } from './exchange-feed.ts';
import { createExchangeFeed } from './exchange-feed.ts';
import { InstrumentList, REFRESH_INSTRUMENTS_MS } from './instrument-list.ts';
import { createLiveVenue } from './live-venue.ts';
import type { MarketProtocol } from './market-protocol.ts';
import { outcomeOf } from './outcome-of.ts';

export type ExchangeAdapterOptions = {
  readonly urls: ExchangeUrls;
  /** Stays its maker's: it is not disposed with the adapter. */
  readonly transport: Transport;
  readonly timers: Timers;
  readonly log: Log;
};

/** Refusals after which the rules are asked for anew: the market may have closed, or opened again. */
const RULES_CHANGED =
  /closed|halt|break|disabled|suspend|maintenance|(cancel|post|limit|reduce).?only|not.?trading|filter/i;

/** One exchange through its protocols: the feed, candles, trading and what state all of it is in. */
export function createExchangeAdapter(
  definition: ExchangeDefinition,
  options: ExchangeAdapterOptions,
): ExchangeAdapter {
  return new ProtocolAdapter(definition, options);
}

class ProtocolAdapter implements ExchangeAdapter {
  readonly feed: ExchangeFeed;
  readonly venue: string;
  readonly candleIntervals: ExchangeAdapter['candleIntervals'];
  readonly #definition: ExchangeDefinition;
  readonly #options: ExchangeAdapterOptions;
  readonly #parts: ProtocolParts;
  readonly #protocol: MarketProtocol;
  readonly #clock: ServerClock;
  readonly #instruments: InstrumentList;
  readonly #disposables = new DisposableStack();
  #isRefreshing = false;

  constructor(definition: ExchangeDefinition, options: ExchangeAdapterOptions) {
    const { timers, log } = options;
    this.#definition = definition;
    this.#options = options;
    this.#parts = {
      ...options,
      serverNowMs: () => this.#clock.nowMs(),
      resyncClock: async () => void (await this.#clock.measure()),
      findInstrument: (instrumentId) => this.#instruments.find(instrumentId),
    };
    const protocol = definition.market(this.#parts);
    this.#protocol = protocol;
    this.venue = definition.venue;
    this.#clock = createServerClock({ timers, log, probe: () => outcomeOf(protocol.serverTimeMs()) });
    this.#instruments = new InstrumentList({ protocol, timers, log });
    this.candleIntervals = protocol.candleIntervals;
    this.feed = createExchangeFeed({
      protocol,
      timers,
      log,
      serverNowMs: this.#parts.serverNowMs,
      instruments: () => this.#instruments.all(),
      findInstrument: this.#parts.findInstrument,
    });
    this.#disposables.use(this.#clock);
    this.#disposables.use(this.feed);
  }

  async start(): Promise<Outcome<void>> {
    const measured = await this.#clock.measure();
    if (!measured.ok) return measured;
    const loaded = await this.#instruments.load();
    if (!loaded.ok) return loaded;
    if (!this.#isRefreshing) {
      this.#isRefreshing = true;
      const refresh = (): void => void this.#instruments.load();
      this.#disposables.use(this.#options.timers.every(REFRESH_INSTRUMENTS_MS, refresh));
    }
    return succeed(undefined);
  }

  instruments(): readonly Instrument[] {
    return this.#instruments.all();
  }

  async candles(range: CandleRange, fetch: CandleFetch): Promise<Outcome<CandleColumns>> {
    const instrument = this.#instruments.find(range.instrumentId);
    if (instrument === undefined) {
      return fail('unknownInstrument', `instrumentId is "${range.instrumentId}", expected one of ${this.venue}`);
    }
    const nowMs = this.#clock.nowMs();
    if (nowMs === undefined) return fail('clockInDoubt', `the clock of ${this.venue} is not known: what is closed?`);
    return fetchCandles({ protocol: this.#protocol, instrument, nowMs }, range, fetch);
  }

  health(): ExchangeHealth {
    const { transport } = this.#options;
    return {
      clock: this.#clock.view(),
      latencyMs: transport.latencyMs(),
      budgets: transport.budgets(),
      pausedUntilMs: transport.pausedUntilMs(),
      breakers: transport.breakers(),
      streams: [...transport.streams(), ...(this.#protocol.streams?.() ?? [])],
    };
  }

  permissions(keys: ExchangeKeys): Promise<Outcome<KeyPermissions>> {
    return outcomeOf(this.#definition.orders(this.#parts, keys).permissions());
  }

  /** A key that the exchange does not take opens nothing. */
  async openTrading(
    keys: ExchangeKeys,
    report: (report: VenueReport) => void,
    books?: BooksListener,
  ): Promise<Outcome<TradingConnection>> {
    const protocol = this.#definition.orders(this.#parts, keys);
    const balances = await outcomeOf(protocol.balances());
    if (!balances.ok) return balances;
    const values = this.#openValues();
    await values.load();
    const venue = createLiveVenue({
      ...this.#parts,
      protocol,
      lastPrice: (instrumentId) => {
        const price = this.feed.lastPrice(instrumentId);
        return Number.isNaN(price) ? null : priceFromNumber(price);
      },
      valueOf: (asset, quoteAsset) => values.valueOf(asset, quoteAsset),
      ...(books === undefined ? {} : { books }),
      report: (said) => {
        if (said.kind === 'refused' && RULES_CHANGED.test(said.reason)) void this.#instruments.suspect();
        report(said);
      },
    });
    const fees = new AccountFees({ ...this.#parts, protocol });
    const trading = this.#disposables.use(new DisposableStack());
    trading.use(values);
    trading.use(venue);
    return succeed({
      venue,
      balances: () => outcomeOf(protocol.balances()),
      feesOf: (instrumentId) => fees.of(instrumentId),
      restore: (openOrders, fills) => venue.restore(openOrders, fills),
      dispose: () => trading.dispose(),
    });
  }

  dispose(): Promise<void> {
    return this.#disposables.dispose();
  }

  #openValues(): AssetValues {
    return new AssetValues({
      ...this.#options,
      protocol: this.#protocol,
      instruments: () => this.#instruments.all(),
      lastPrice: (instrumentId) => this.feed.lastPrice(instrumentId),
      assets: this.#definition.feeAssets ?? [],
    });
  }
}
