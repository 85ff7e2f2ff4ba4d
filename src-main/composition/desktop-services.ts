import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { FactBatch } from '../../src-preload/contract/facts.ts';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { Settings } from '../config/settings.ts';
import { defaultSettings, machineTimeZone } from '../config/settings.ts';
import { SettingsKeeper } from '../config/settings-keeper.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { DemoMarket } from '../exchanges/demo/demo-market.ts';
import { createDemoMarket } from '../exchanges/demo/demo-market.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { JobRegistry } from '../ipc/job-registry.ts';
import type { AccountRisk } from '../model/bot.ts';
import { moneyToNumber } from '../model/money.ts';
import type { OpenProcess } from '../own-strategies/process/strategy-process.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import { openJournal } from '../storage/journal/open-journal.ts';
import { runRequest } from './backtest-job.ts';
import { loadHistoryOfStartedBots } from './bot-history.ts';
import type { ComputePool } from './compute-pool.ts';
import { desktopHandlers } from './desktop-handlers.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { settingsViewOf } from './desktop-parts.ts';
import { sampleEquity } from './equity-sampler.ts';
import { firstBot } from './first-bot.ts';
import { FollowedSeries } from './followed-series.ts';
import type { MarketData } from './market-data.ts';
import { storageNoticeText } from './notice-text.ts';
import { Notices } from './notices.ts';
import { createOwnStrategies } from './own-strategies/own-strategies.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';
import type { RunLibrary } from './run-library.ts';
import { createRunLibrary } from './run-library.ts';
import type { Trading } from './trading.ts';
import { createTrading } from './trading.ts';
import { createWindowFacts } from './window-facts.ts';

export type DesktopServicesOptions = {
  readonly dataDir: string;
  readonly demoSeed: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
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
  readonly chooseSavePath: (fileName: string) => Promise<string | null>;
  /** False when nothing was asked. */
  readonly answerClose: (choice: 'tray' | 'quit' | 'cancel') => boolean;
};

/** Everything behind the window. `dispose` stops the bots, the market and the workers, and closes the journal last. */
export type DesktopServices = Disposable & {
  readonly handlers: Handlers;
  readonly settings: () => Settings;
  readonly runningBots: () => number;
  /** Halts trading: what works is cancelled, bots stop, positions stay. */
  readonly stopEverything: (reason: string) => void;
  readonly askToClose: (runningBots: number) => void;
};

export function openDesktopServices(options: DesktopServicesOptions): Outcome<DesktopServices> {
  const journal = openJournal(options.dataDir);
  if (!journal.ok) return journal;
  const stack = new DisposableStack();
  stack.defer(() => journal.value.close());
  try {
    const parts = openParts(options, journal.value, stack);
    startParts(parts, stack);
    return succeed(servicesOf(parts, stack));
  } catch (error) {
    void stack.dispose();
    throw error;
  }
}

function openParts(options: DesktopServicesOptions, journal: JournalDatabase, stack: DisposableStack): DesktopParts {
  const { clock, log } = options;
  const defaults = defaultSettings({ timeZone: machineTimeZone(), demoSeed: options.demoSeed });
  const settings = new SettingsKeeper({ records: journal, clock, defaults });
  const market = createDemoMarket(settings.current.demoSeed);
  const notices = firstNotices(log, journal, settings);
  const marketData = stack.use(options.openMarketData(market.seed, (message) => notices.add(message)));
  stack.use(options.pool);
  const { accountRisk } = settings.current;
  const traded = createTraded({ options, market, journal, marketData, accountRisk });
  const { trading, ownStrategies } = traded;
  const instruments = new Map(market.instruments().map((instrument) => [instrument.id, instrument]));
  const facts = stack.use(
    createWindowFacts({
      engine: trading.engine,
      pastFills: journal.load().fills,
      findInstrument: (id) => instruments.get(id),
      dayRollOffsetMs: () => settings.current.accountRisk.dayRollOffsetMs,
      send: options.send,
    }),
  );
  traded.tellTo(() => facts.pusher.push({ kind: 'ownStrategies' }));
  notices.tellTo((message) => facts.pusher.push({ kind: 'notice', level: 'warning', code: 'storage', message }));
  const jobs = new JobRegistry({ clock, log, onChange: (job) => facts.pusher.push({ kind: 'job', job }) });
  const followed = new FollowedSeries({
    clock,
    candles: marketData,
    onMarket: trading.onMarket,
    tradesBetween: (id, fromMs, toMs) => market.tradesBetween(id, fromMs, toMs),
    isTraded: (id) => instruments.has(id),
    tell: (series, candle, closed) => facts.pusher.push({ kind: 'candle', ...series, candle, closed }),
  });
  const runs: RunLibrary = createRunLibrary({
    runs: marketData.runs,
    candles: marketData,
    run: (request, control) => {
      const ports = { pool: options.pool, ownStrategies: ownStrategies.backtests, originOf: runs.originOf };
      return runRequest(ports, request, control);
    },
    clock,
    log,
    appVersion: options.versions.version,
    demoSeed: () => settings.current.demoSeed,
  });
  return {
    options,
    journal,
    settings,
    marketData,
    trading,
    facts,
    jobs,
    followed,
    instruments,
    notices,
    runs,
    ownStrategies,
  };
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
  readonly marketData: MarketData;
  readonly accountRisk: AccountRisk;
};

/** The engine, and the person's strategies that it knows and that speak to it. */
function createTraded({ options, market, journal, marketData, accountRisk }: TradedParts) {
  const { clock, log, dataDir, openStrategyProcess: openProcess } = options;
  let tell = (): void => undefined;
  const ownStrategies = createOwnStrategies({
    dataDir,
    openProcess,
    candles: marketData,
    checkedOn: market.instruments()[0]?.id ?? '',
    clock,
    log,
    offer: (event) => void trading.engine.offer(event),
    onChange: () => tell(),
  });
  const { findStrategy, host: strategyHost } = ownStrategies;
  const trading: Trading = createTrading({ market, journal, clock, log, accountRisk, findStrategy, strategyHost });
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
  const { options, journal, settings, marketData, trading, facts } = parts;
  const { clock, log } = options;
  const { engine } = trading;
  stack.use(parts.ownStrategies.start());
  const { findStrategy } = parts.ownStrategies;
  stack.use(loadHistoryOfStartedBots({ engine, candles: marketData, clock, log, findStrategy }));
  settings.onChange((changed) => {
    engine.offer({ kind: 'config', accountRisk: changed.accountRisk });
    facts.pusher.push({ kind: 'settings', settings: settingsViewOf(changed) });
  });
  stack.use(
    sampleEquity({
      clock,
      log,
      equity: () => engine.equity(),
      record: (timeMs, equity) => journal.recordEquity(timeMs, equity),
      tell: (timeMs, equity) => facts.pusher.push({ kind: 'equity', timeMs, equity: moneyToNumber(equity) }),
    }),
  );
  if (settings.isFirstStart) engine.command({ kind: 'addBot', config: firstBot() });
  stack.use(trading.start());
  stack.defer(() => stopBots(trading));
  stack.use(parts.followed);
  stack.use(parts.jobs);
  if (!settings.current.resumeBots) return;
  resumeBots(trading, log, (strategyId) => !isOwnStrategy(strategyId));
  void parts.ownStrategies.ready.then(() => resumeBots(trading, log, isOwnStrategy));
}

/** Own strategies are checked before they run: their bots come later. */
function resumeBots({ engine }: Trading, log: Log, isMeant: (strategyId: string) => boolean): void {
  for (const { config, state } of engine.snapshot().bots) {
    if (state !== 'interrupted' || !isMeant(config.strategyId)) continue;
    const refusal = engine.command({ kind: 'startBot', botId: config.id });
    if (refusal !== null) log.warn('a bot was not resumed', { botId: config.id, reason: refusal });
  }
}

/** A clean stop is not a crash: bots come back stopped. What protects their positions rests on. */
function stopBots({ engine }: Trading): void {
  for (const { config, state } of engine.snapshot().bots) {
    if (state === 'running') engine.command({ kind: 'stopBot', botId: config.id });
  }
}

function servicesOf(parts: DesktopParts, stack: DisposableStack): DesktopServices {
  const { engine } = parts.trading;
  return {
    handlers: desktopHandlers(parts),
    settings: () => parts.settings.current,
    runningBots: () => engine.snapshot().bots.filter(({ state }) => state === 'running').length,
    stopEverything: (reason) =>
      void engine.offer({ kind: 'command', command: { kind: 'halt', reason, flatten: false } }),
    askToClose: (runningBots) => parts.facts.pusher.push({ kind: 'closeQuestion', runningBots }),
    dispose: () => stack.dispose(),
  };
}
