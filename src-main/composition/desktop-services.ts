import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { FactBatch } from '../../src-preload/contract/facts.ts';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Language } from '../base/locales.ts';
import type { Settings } from '../config/settings.ts';
import type { SettingsKeeper } from '../config/settings-keeper.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { Log } from '../engine/ports/log.ts';
import type { DemoMarket } from '../exchanges/demo/demo-market.ts';
import { createDemoMarket } from '../exchanges/demo/demo-market.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { JobRegistry } from '../ipc/job-registry.ts';
import { PAPER_ACCOUNT_ID } from '../model/account.ts';
import type { Fill } from '../model/fill.ts';
import { isOfExchange } from '../model/instrument.ts';
import { isByHand } from '../model/manual-order.ts';
import { moneyToNumber } from '../model/money.ts';
import type { LogBook } from '../monitoring/log-book.ts';
import { logFacts } from '../monitoring/log-facts.ts';
import type { Notification } from '../monitoring/notification-text.ts';
import { logOfArea } from '../monitoring/open-log.ts';
import type { OpenProcess } from '../own-strategies/process/strategy-process.ts';
import type { Timers } from '../resilience/timers.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import { openStopDoor } from '../storage/stop-door.ts';
import { alertTeller, openAlerts } from './alerts/open-alerts.ts';
import { runRequest } from './backtest-job.ts';
import { loadHistoryOfStartedBots } from './bot-history.ts';
import { ChartBook } from './chart-book.ts';
import type { ComputePool } from './compute-pool.ts';
import { threadsFor } from './compute-pool.ts';
import { desktopHandlers } from './desktop-handlers.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { settingsViewOf } from './desktop-parts.ts';
import type { DesktopRecords } from './desktop-records.ts';
import { DrawingBook } from './drawing-book.ts';
import { sampleEquity } from './equity-sampler.ts';
import type { ExchangeSideParts, ExchangeTrading, KeyDoors } from './exchanges/exchange-side.ts';
import { joinExchanges, openExchangeSide } from './exchanges/exchange-side.ts';
import { firstBot } from './first-bot.ts';
import { FollowedSeries } from './followed-series.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { keepBackups } from './keep-backups.ts';
import type { MarketData } from './market-data.ts';
import { storageNoticeText } from './notice-text.ts';
import { Notices } from './notices.ts';
import { openNotifications } from './open-notifications.ts';
import { createOwnStrategies } from './own-strategies/own-strategies.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';
import { loadPastQuarters } from './past-quarters.ts';
import { keepFills } from './portfolio/fill-book.ts';
import { openPortfolio } from './portfolio/open-portfolio.ts';
import { resumeBots, stopBots } from './resume-bots.ts';
import type { RunLibrary } from './run-library.ts';
import { createRunLibrary } from './run-library.ts';
import type { Trading } from './trading.ts';
import { createTrading } from './trading.ts';
import { freeBytesOf, watchStorage } from './watch-storage.ts';
import type { WindowFacts } from './window-facts.ts';
import { createWindowFacts } from './window-facts.ts';
import { WorkspaceBook } from './workspace-book.ts';

export type DesktopServicesOptions = {
  readonly dataDir: string;
  readonly demoSeed: string | undefined;
  readonly timers: Timers;
  readonly log: Log;
  /** What was logged. */
  readonly logBook: LogBook;
  readonly pool: ComputePool;
  readonly openMarketData: (demoSeed: string, onNotice: (message: string | null) => void) => MarketData;
  /** Sends a batch to the window, if there is one. */
  readonly send: (batch: FactBatch) => void;
  readonly versions: Omit<ChannelOutput<'app.info'>, 'dataDir' | 'demoSeed'>;
  /** A process that runs the door `own-strategy-worker`. */
  readonly openStrategyProcess: OpenProcess;
  /** Shows a folder in the system's own file manager. */
  readonly showFolder: (folder: string) => void;
  readonly chooseFile: () => Promise<string | null>;
  readonly keyDoors: Omit<KeyDoors, 'runtimeWarning'>;
  readonly chooseSavePath: (fileName: string) => Promise<string | null>;
  /** Opens a workspace in a window of its own, or brings that window to the front. */
  readonly openWorkspaceWindow: (workspaceId: string) => void;
  readonly closeWorkspaceWindow: (workspaceId: string) => void;
  /** Whether a person looks at one of the windows. */
  readonly isWatched: () => boolean;
  readonly language: (settings: Settings) => Language;
  /** Says something outside the window; `open` is called when it is clicked. */
  readonly notify: (notification: Notification, open: () => void) => void;
  /** Calls back once a start is over, for what can wait; at once when left out. */
  readonly afterStart?: (callback: () => void) => Disposable;
  /** Room on the disk of the data folder; what the system says when left out. */
  readonly freeBytes?: () => number | null;
  /** False when nothing was asked. */
  readonly answerClose: (choice: 'tray' | 'quit' | 'cancel') => boolean;
};

/** Everything behind the window. `dispose` stops the bots, the market and the workers, and closes the journal last. */
export type DesktopServices = Disposable & {
  readonly handlers: Handlers;
  readonly runningBots: () => number;
  /** Halts trading: what works is cancelled, bots stop, positions stay. */
  readonly stopEverything: (reason: string) => void;
  readonly askToClose: (runningBots: number) => void;
  /** Ends what a window watched. */
  readonly forgetWindow: (windowId: number) => void;
};

/** The records are its own from now on, and closed by it. */
export function openDesktopServices(options: DesktopServicesOptions, records: DesktopRecords): DesktopServices {
  const stack = new DisposableStack();
  stack.defer(() => records.journal.close());
  try {
    const parts = openParts(options, records, stack);
    startParts(parts, stack);
    return servicesOf(parts, stack);
  } catch (error) {
    void stack.dispose();
    throw error;
  }
}

function openParts(options: DesktopServicesOptions, records: DesktopRecords, stack: DisposableStack): DesktopParts {
  const { journal, settings } = records;
  const { timers, log } = options;
  const market = createDemoMarket(settings.current.demoSeed);
  const notices = firstNotices(logOfArea(log, 'storage'), journal, settings);
  const marketData = stack.use(options.openMarketData(market.seed, (message) => notices.add(message)));
  stack.use(
    openBackups({ ...options, log: logOfArea(log, 'storage') }, journal, marketData, (message) => {
      notices.add(`A copy of the journal is not sound: ${message}. Trading is halted; start again to have it checked.`);
      trading.engine.offer({ kind: 'command', command: { kind: 'halt', reason: message, flatten: false } });
    }),
  );
  stack.use(options.pool);
  const sideParts: ExchangeSideParts = {
    dataDir: options.dataDir,
    settings,
    timers,
    log: logOfArea(log, 'exchanges'),
    doors: { ...options.keyDoors, runtimeWarning: options.versions.runtimeWarning },
    marketData,
    demo: market.instruments(),
    remembered: journal.instruments(),
    journal,
    tell: (fact) => facts.pusher.push(fact),
  };
  const exchanges = stack.use(openExchangeSide(sideParts));
  const traded = createTraded({ options, market, journal, candles: exchanges.candles, settings: settings.current });
  const { trading, ownStrategies } = traded;
  const past = journal.load().fills;
  const fills = stack.use(keepFills(trading.engine, past));
  const facts = stack.use(openFacts(options, past, { trading, settings, instruments: exchanges.instruments }));
  const joined = stack.use(joinExchanges(exchanges, trading, sideParts));
  traded.tellTo(() => facts.pusher.push({ kind: 'ownStrategies' }));
  notices.tellTo((message) => facts.pusher.push({ kind: 'notice', level: 'warning', code: 'storage', message }));
  const jobs = new JobRegistry({
    ...{ clock: timers, log, lanes: threadsFor(availableParallelism()) },
    onChange: (job) => facts.pusher.push({ kind: 'job', job }),
  });
  const runs = openRuns(options, settings, { marketData, ownStrategies });
  const followed = openFollowed({ timers, exchanges, joined, trading, market, facts });
  const [charts, drawings] = [new ChartBook(options.dataDir), new DrawingBook(options.dataDir)];
  const { markets, watched, accounts } = joined;
  const portfolio = openPortfolio({
    ...{ engine: trading.engine, journal, fills, candles: exchanges.candles, pool: options.pool, clock: timers },
    chooseSavePath: options.chooseSavePath,
    transfersOf: (id) => journal.transfers().filter(({ accountId }) => accountId === id),
    findInstrument: exchanges.instruments.get,
    findStrategy: ownStrategies.findStrategy,
    ownStrategies: ownStrategies.backtests,
    accountRisk: () => settings.current.accountRisk,
    quoteAt: (instrumentId, timeMs) => market.quoteAt(instrumentId, timeMs) ?? null,
  });
  const workspaces = new WorkspaceBook(options.dataDir);
  const alerts = openAlerts(options, { exchanges, trading, markets, notices, facts });
  for (const { problem } of [charts, drawings, workspaces]) notices.add(problem);
  const shown = { settings, marketData, facts, jobs, followed, charts, drawings, alerts, notices, runs, workspaces };
  const trades = { trading, ownStrategies, exchanges, markets, watched, accounts, portfolio };
  return { options, journal, ...shown, ...trades };
}

function openBackups(
  { dataDir, timers: clock, log }: DesktopServicesOptions,
  journal: JournalDatabase,
  marketData: MarketData,
  onDamage: (message: string) => void,
): Disposable {
  const verify = (path: string) => marketData.verifyJournal(path);
  return keepBackups({ journal, folder: join(dataDir, 'backups'), verify, clock, log, onDamage });
}

function openFacts(
  options: DesktopServicesOptions,
  pastFills: readonly Fill[],
  { trading, settings, instruments }: Pick<DesktopParts, 'trading' | 'settings'> & { instruments: InstrumentBook },
): WindowFacts {
  return createWindowFacts({
    engine: trading.engine,
    pastFills,
    findInstrument: instruments.get,
    dayRollOffsetMs: () => settings.current.accountRisk.dayRollOffsetMs,
    send: options.send,
  });
}

type FollowedParts = Pick<DesktopParts, 'exchanges' | 'trading' | 'facts'> & {
  readonly timers: Timers;
  readonly joined: ExchangeTrading;
  readonly market: DemoMarket;
};

function openFollowed({ timers, exchanges, joined, trading, market, facts }: FollowedParts): FollowedSeries {
  const demo = new Set(market.instruments().map(({ id }) => id));
  return new FollowedSeries({
    clock: timers,
    candles: exchanges.candles,
    onMarket: trading.onMarket,
    tradesBetween: (id, fromMs, toMs) => market.tradesBetween(id, fromMs, toMs),
    minutesOf: (id) => (demo.has(id) ? 'fromTrades' : exchanges.instruments.listed(id) === undefined ? 'none' : 'told'),
    look: (id) => joined.markets.look(id),
    tell: (series, candle, closed) => facts.pusher.push({ kind: 'candle', ...series, candle, closed }),
  });
}

function openRuns(
  { pool, timers: clock, log, versions }: DesktopServicesOptions,
  settings: SettingsKeeper,
  { marketData, ownStrategies }: Pick<DesktopParts, 'marketData' | 'ownStrategies'>,
): RunLibrary {
  const runs: RunLibrary = createRunLibrary({
    runs: marketData.runs,
    candles: marketData,
    run: (request, control) =>
      runRequest({ pool, ownStrategies: ownStrategies.backtests, originOf: runs.originOf }, request, control),
    clock,
    log,
    appVersion: versions.version,
    demoSeed: () => settings.current.demoSeed,
  });
  return runs;
}

/** What was found wrong before anything ran. */
function firstNotices(log: Log, journal: JournalDatabase, settings: SettingsKeeper): Notices {
  const notices = new Notices(log);
  for (const notice of journal.notices) notices.add(storageNoticeText(notice));
  if (settings.problem !== null) notices.add(settings.problem);
  return notices;
}

type TradedParts = {
  readonly options: DesktopServicesOptions;
  readonly market: DemoMarket;
  readonly journal: JournalDatabase;
  readonly candles: CandleStore;
  readonly settings: Settings;
};

function atOnce(callback: () => void): Disposable {
  callback();
  return { dispose: () => undefined };
}

/** The engine, and the person's strategies that it knows and that speak to it. */
function createTraded({ options, market, journal, candles, settings }: TradedParts) {
  const { timers: clock, log, dataDir, openStrategyProcess: openProcess } = options;
  let tell = (): void => undefined;
  const ownStrategies = createOwnStrategies({
    dataDir,
    openProcess,
    candles,
    checkedOn: market.instruments()[0]?.id ?? '',
    clock,
    log: logOfArea(log, 'strategies'),
    offer: (event) => void trading.engine.offer(event),
    onChange: () => tell(),
    afterStart: options.afterStart ?? atOnce,
  });
  const { findStrategy, host: strategyHost } = ownStrategies;
  const { accountRisk, governor } = settings;
  const remembered = journal.instruments();
  const trading: Trading = createTrading({
    ...{ market, remembered, journal, clock, accountRisk, governor, findStrategy, strategyHost },
    log: logOfArea(log, 'engine'),
  });
  trading.engine.onFact(logFacts(log));
  return {
    trading,
    ownStrategies,
    tellTo(listener: () => void): void {
      tell = listener;
    },
  };
}

/** Starts what runs by itself; the order is that of the loop, and stopping is its reverse. */
function startParts(parts: DesktopParts, stack: DisposableStack): void {
  const { options, journal, settings, exchanges, trading, facts } = parts;
  const { timers: clock, log } = options;
  const { engine } = trading;
  stack.use(parts.ownStrategies.start());
  const { findStrategy } = parts.ownStrategies;
  const marketNowMs = (id: string) => (isOfExchange(id) ? exchanges.connections.nowMsAt(id) : clock.nowMs());
  const { candles } = exchanges;
  stack.use(
    loadHistoryOfStartedBots({ engine, candles, clock, log: logOfArea(log, 'bots'), findStrategy, marketNowMs }),
  );
  warmFirstChart(parts);
  stack.use(loadPastQuarters({ engine, candles, clock, marketNowMs }));
  settings.onChange((changed) => {
    engine.offer({ kind: 'config', accountRisk: changed.accountRisk, governor: changed.governor });
    facts.pusher.push({ kind: 'settings', settings: settingsViewOf(changed) });
  });
  stack.use(
    sampleEquity({
      clock,
      log: logOfArea(log, 'storage'),
      equities: () =>
        engine.snapshot().accounts.map(({ account: { id: accountId }, equity }) => ({ accountId, equity })),
      record: ({ accountId, equity }, timeMs) =>
        accountId === PAPER_ACCOUNT_ID
          ? journal.recordEquity(timeMs, equity)
          : journal.recordLiveEquity(accountId, timeMs, equity),
      tell: ({ accountId, equity }, timeMs) => {
        // The dashboard's curve is paper's.
        if (accountId !== PAPER_ACCOUNT_ID) return;
        facts.pusher.push({ kind: 'equity', timeMs, equity: moneyToNumber(equity) });
      },
    }),
  );
  const freeBytes = options.freeBytes ?? (() => freeBytesOf(options.dataDir));
  stack.use(watchStorage({ journal, engine, notices: parts.notices, clock, freeBytes }));
  if (settings.isFirstStart) engine.command({ kind: 'addBot', config: firstBot() });
  const desk = stack.use(openNotifications(parts));
  stack.use(parts.alerts.start(alertTeller(parts, desk.offer)));
  stack.use(trading.start());
  stack.defer(() => stopBots(trading));
  stack.use(stopDoorOf(parts));
  stack.use(parts.followed);
  stack.use(parts.jobs);
  exchanges.connections.start();
  if (!settings.current.resumeBots) return;
  resumeBots(trading, log, (strategyId) => !isOwnStrategy(strategyId));
  void parts.ownStrategies.ready.then(() => resumeBots(trading, log, isOwnStrategy));
}

/** The page begins with the market of the first bot: its candles are made while the page still loads. */
function warmFirstChart({ exchanges: { candles }, trading: { engine } }: DesktopParts): void {
  const first = engine.snapshot().bots.find(({ config }) => !isByHand(config) && !isOfExchange(config.instrumentId));
  if (first === undefined) return;
  const { instrumentId, interval } = first.config;
  void candles.window({ instrumentId, interval, fromMs: null, toMs: null, maxBars: 1 });
}

/** The kill switch for whoever may write into the data folder. */
function stopDoorOf({ options: { dataDir, timers: clock, log }, trading: { engine } }: DesktopParts): Disposable {
  return openStopDoor({
    dataDir,
    clock,
    log,
    stop({ reason, flatten }) {
      engine.command({ kind: 'halt', reason, flatten });
      return engine.snapshot().halt?.timeMs ?? clock.nowMs();
    },
  });
}

function servicesOf(parts: DesktopParts, stack: DisposableStack): DesktopServices {
  const { engine } = parts.trading;
  return {
    handlers: desktopHandlers(parts),
    runningBots: () => engine.snapshot().bots.filter(({ state }) => state === 'running').length,
    stopEverything: (reason) =>
      void engine.offer({ kind: 'command', command: { kind: 'halt', reason, flatten: false } }),
    forgetWindow: (windowId) => {
      parts.watched.forget(windowId);
      parts.followed.forget(windowId);
    },
    askToClose: (runningBots) => parts.facts.pusher.push({ kind: 'closeQuestion', runningBots }),
    dispose: () => stack.dispose(),
  };
}
