import { join } from 'node:path';
import type { FactView } from '../../../src-preload/contract/facts.ts';
import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { SettingsKeeper } from '../../config/settings-keeper.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { Journal } from '../../engine/ports/journal.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { Instrument } from '../../model/instrument.ts';
import { isOfExchange, venueOf } from '../../model/instrument.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { Keychain } from '../../secrets/key-vault.ts';
import { createKeyVault } from '../../secrets/key-vault.ts';
import type { InstrumentBook } from '../instrument-book.ts';
import { createInstrumentBook } from '../instrument-book.ts';
import type { MarketData } from '../market-data.ts';
import type { Trading } from '../trading.ts';
import { neededByBots } from './bot-instruments.ts';
import { ConnectionKeys } from './connection-keys.ts';
import type { ExchangeCandles } from './exchange-candles.ts';
import { openExchangeCandles } from './exchange-candles.ts';
import { findDefinition } from './exchange-catalogue.ts';
import { ExchangeConnections } from './exchange-connections.ts';
import { ExchangeMarkets } from './exchange-markets.ts';
import { LiveAccounts } from './live-accounts.ts';
import { openExchange } from './open-exchange.ts';
import { PlannedBooks } from './planned-books.ts';
import { WatchedMarket } from './watched-market.ts';

/** What the system gives to hand keys over by. */
export type KeyDoors = {
  readonly openKeychain: () => Promise<Keychain>;
  /** Why this runtime may not hold live keys; null when it may. */
  readonly runtimeWarning: string | null;
  /** Reads the clipboard and empties it. */
  readonly takeClipboard: () => Promise<string>;
  /** Asks the person; null when nothing was chosen. */
  readonly chooseKeyFile: () => Promise<string | null>;
};

export type ExchangeSideParts = {
  readonly dataDir: string;
  readonly settings: SettingsKeeper;
  readonly timers: Timers;
  readonly log: Log;
  readonly doors: KeyDoors;
  readonly marketData: MarketData;
  readonly demo: readonly Instrument[];
  readonly remembered: readonly Instrument[];
  readonly journal: Pick<Journal, 'load'>;
  readonly tell: (fact: FactView) => void;
};

/** Everything about exchanges, before anything trades: connections, keys, instruments, candles. */
export type ExchangeSide = Disposable & {
  readonly connections: ExchangeConnections;
  readonly keys: ConnectionKeys;
  readonly instruments: InstrumentBook;
  readonly candles: ExchangeCandles;
  /** Told of adapters that become ready and go; the markets, once they are there. */
  readonly watchers: { onReady: (adapter: ExchangeAdapter) => void; onGone: (venue: string) => void };
};

export function openExchangeSide(parts: ExchangeSideParts): ExchangeSide {
  const { settings, timers, log, doors, dataDir, tell } = parts;
  const stack = new DisposableStack();
  const vault = createKeyVault({ openKeychain: doors.openKeychain, folder: dataDir });
  const watchers: ExchangeSide['watchers'] = { onReady: () => undefined, onGone: () => undefined };
  const connections = new ExchangeConnections({
    settings,
    vault,
    timers,
    log,
    findDefinition,
    venuesWithCandles: () => venuesOf(parts.marketData),
    open: (definition, { urls }) => openExchange(definition, urls, { dataDir, timers, log }),
    onReady: (adapter) => watchers.onReady(adapter),
    onGone: (venue) => watchers.onGone(venue),
    tell,
  });
  const instruments = createInstrumentBook({
    demo: parts.demo,
    remembered: parts.remembered,
    listedBy: (venue) => connections.listedBy(venue),
    venues: () => connections.venues(),
  });
  const candles = stack.use(
    openExchangeCandles({
      marketData: parts.marketData,
      adapterOf: (instrumentId) => connections.adapterOf(instrumentId),
      timers,
      log,
    }),
  );
  // They go before the candles, which wait for what is asked of them: an exchange may want silence for days.
  stack.use(connections);
  const keys = new ConnectionKeys({ connections, vault, ...doors });
  return { connections, keys, instruments, candles, watchers, dispose: () => stack.dispose() };
}

/** Where tapes of a connection's traffic lie. */
export function tapeFolder(dataDir: string): string {
  return join(dataDir, 'tapes');
}

export type ExchangeTrading = Disposable & {
  readonly markets: ExchangeMarkets;
  readonly watched: WatchedMarket;
  readonly accounts: LiveAccounts;
};

/** Adapters ask for their instruments anew each hour, and when a refusal smells of new rules. */
const RELEARN_MS = 10_000;

/** The live markets of the connections, joined to the engine and to the window. */
export function joinExchanges(side: ExchangeSide, trading: Trading, parts: ExchangeSideParts): ExchangeTrading {
  const { timers, tell } = parts;
  const stack = new DisposableStack();
  const markets = stack.use(
    new ExchangeMarkets({
      trading,
      findListed: side.instruments.listed,
      neededByBots: () => neededByBots(trading.engine),
      followMinutes: side.candles.followMinutes,
      onState: (state) => tell({ kind: 'feedStates', states: [state] }),
      timers,
    }),
  );
  stack.use(timers.every(RELEARN_MS, () => markets.relearn()));
  const accounts = stack.use(openAccounts(side, trading, parts));
  side.watchers.onReady = (adapter) => {
    markets.connect(adapter);
    accounts.connect(adapter);
  };
  side.watchers.onGone = (venue) => {
    accounts.disconnect(venue, 'its connection: it was closed');
    markets.disconnect(venue, timers.nowMs());
  };
  const books = stack.use(
    new PlannedBooks({
      bots: () => trading.engine.snapshot().bots,
      feedOf: (id) => markets.adapterOf(id)?.feed,
    }),
  );
  trading.readBooks((id) => books.bookOf(id));
  stack.use(
    trading.engine.onFact(({ fact }) => {
      if (fact.kind !== 'bot' && fact.kind !== 'botRemoved') return;
      markets.refreshAfterTurn();
      books.refresh();
    }),
  );
  const watched = stack.use(
    new WatchedMarket({
      clock: timers,
      onMarket: trading.onMarket,
      feedOf: (id) => (isOfExchange(id) ? markets.adapterOf(id)?.feed : trading.feed),
      look: (id) => markets.look(id),
      tellBook: (book) => tell({ kind: 'book', book }),
      tellTrades: (instrumentId, trades) => tell({ kind: 'marketTrades', instrumentId, trades }),
    }),
  );
  return { markets, watched, accounts, dispose: () => stack.dispose() };
}

function openAccounts(
  { connections, keys }: ExchangeSide,
  { engine, router }: Trading,
  { timers, log, journal }: ExchangeSideParts,
): LiveAccounts {
  return new LiveAccounts({
    engine,
    router,
    journal,
    timers,
    log,
    readKeys: (venue) => keys.readForTrading(venue),
    adapterOf: (venue) => connections.adapterOf(`${venue}:`),
  });
}

async function venuesOf(marketData: MarketData): Promise<Outcome<ReadonlySet<string>>> {
  const series = await marketData.series();
  return series.ok ? succeed(new Set(series.value.map(({ instrumentId }) => venueOf(instrumentId)))) : series;
}
