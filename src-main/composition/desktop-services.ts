import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { FactBatch } from '../../src-preload/contract/facts.ts';
import type { SettingsView } from '../../src-preload/contract/views.ts';
import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import type { Settings } from '../config/settings.ts';
import { defaultSettings, machineTimeZone } from '../config/settings.ts';
import { SettingsKeeper } from '../config/settings-keeper.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import { createDemoMarket } from '../exchanges/demo/demo-market.ts';
import { accountHandlers } from '../ipc/account-handlers.ts';
import type { AppSnapshot } from '../ipc/app-handlers.ts';
import { appHandlers } from '../ipc/app-handlers.ts';
import { backtestHandlers } from '../ipc/backtest-handlers.ts';
import { botsHandlers } from '../ipc/bots-handlers.ts';
import { candlesHandlers } from '../ipc/candles-handlers.ts';
import type { DataPort } from '../ipc/data-handlers.ts';
import { dataHandlers } from '../ipc/data-handlers.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { JobRegistry } from '../ipc/job-registry.ts';
import { settingsHandlers } from '../ipc/settings-handlers.ts';
import type { Instrument } from '../model/instrument.ts';
import { moneyToNumber } from '../model/money.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import { openJournal } from '../storage/journal/open-journal.ts';
import type { BacktestJobPorts } from './backtest-job.ts';
import { runBacktestJob } from './backtest-job.ts';
import { loadHistoryOfStartedBots } from './bot-history.ts';
import { indicatorCatalogue, strategyCatalogue } from './catalogue.ts';
import type { ComputePool } from './compute-pool.ts';
import { sampleEquity } from './equity-sampler.ts';
import { firstBot } from './first-bot.ts';
import { FollowedSeries } from './followed-series.ts';
import type { MarketData } from './market-data.ts';
import { Notices } from './notices.ts';
import type { Trading } from './trading.ts';
import { createTrading } from './trading.ts';
import type { WindowFacts } from './window-facts.ts';
import { createWindowFacts } from './window-facts.ts';
import { importedInstrument } from './worker-market-data.ts';

export type DesktopServicesOptions = {
  readonly dataDir: string;
  readonly demoSeed: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly pool: ComputePool;
  readonly openMarketData: (demoSeed: string, onNotice: (message: string) => void) => MarketData;
  /** Sends a batch to the window, if there is one. */
  readonly send: (batch: FactBatch) => void;
  readonly versions: Omit<ChannelOutput<'app.info'>, 'dataDir' | 'demoSeed'>;
  readonly chooseFile: () => Promise<string | null>;
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

type Parts = {
  readonly options: DesktopServicesOptions;
  readonly journal: JournalDatabase;
  readonly settings: SettingsKeeper;
  readonly marketData: MarketData;
  readonly trading: Trading;
  readonly facts: WindowFacts;
  readonly jobs: JobRegistry;
  readonly followed: FollowedSeries;
  /** What trades here, by id. */
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly notices: Notices;
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

function openParts(options: DesktopServicesOptions, journal: JournalDatabase, stack: DisposableStack): Parts {
  const { clock, log } = options;
  const defaults = defaultSettings({ timeZone: machineTimeZone(), demoSeed: options.demoSeed });
  const settings = new SettingsKeeper({ records: journal, clock, defaults });
  const market = createDemoMarket(settings.current.demoSeed);
  const notices = new Notices(log);
  for (const notice of journal.notices) if (notice.kind !== 'sqliteTooOld') notices.add(JSON.stringify(notice));
  if (settings.problem !== null) notices.add(settings.problem);
  const marketData = stack.use(options.openMarketData(market.seed, (message) => notices.add(message)));
  stack.use(options.pool);
  const { accountRisk } = settings.current;
  const trading = createTrading({ market, journal, clock, log, accountRisk });
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
  return { options, journal, settings, marketData, trading, facts, jobs, followed, instruments, notices };
}

/** Starts what runs by itself; the order is that of the loop, and stopping is its reverse. */
function startParts(parts: Parts, stack: DisposableStack): void {
  const { options, journal, settings, marketData, trading, facts } = parts;
  const { clock, log } = options;
  const { engine } = trading;
  stack.use(loadHistoryOfStartedBots({ engine, candles: marketData, clock, log }));
  settings.onChange((changed) => {
    engine.offer({ kind: 'config', accountRisk: changed.accountRisk });
    facts.pusher.push({ kind: 'settings', settings: viewOf(changed) });
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
  if (settings.current.resumeBots) resumeBots(trading, log);
}

function resumeBots({ engine }: Trading, log: Log): void {
  for (const { config, state } of engine.snapshot().bots) {
    if (state !== 'interrupted') continue;
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

function servicesOf(parts: Parts, stack: DisposableStack): DesktopServices {
  const { engine } = parts.trading;
  return {
    handlers: handlersOf(parts),
    settings: () => parts.settings.current,
    runningBots: () => engine.snapshot().bots.filter(({ state }) => state === 'running').length,
    stopEverything: (reason) =>
      void engine.offer({ kind: 'command', command: { kind: 'halt', reason, flatten: false } }),
    askToClose: (runningBots) => parts.facts.pusher.push({ kind: 'closeQuestion', runningBots }),
    dispose: () => stack.dispose(),
  };
}

function handlersOf(parts: Parts): Handlers {
  const { options, journal, settings, marketData, trading, facts, jobs, instruments } = parts;
  const { engine } = trading;
  return {
    ...appHandlers({
      info: () => ({ ...options.versions, dataDir: options.dataDir, demoSeed: settings.current.demoSeed }),
      snapshot: () => snapshotOf(parts),
      answerClose: ({ choice, remember }) => {
        if (!options.answerClose(choice)) return false;
        if (remember && choice !== 'cancel') settings.change({ onCloseWithRunningBots: choice });
        return true;
      },
    }),
    ...accountHandlers({
      equityHistory: () => journal.readEquity(),
      activity: (botId, instrumentId) => facts.activity.read(botId, instrumentId),
      instruments: async () => {
        const stored = await marketData.storedInstruments();
        return stored.ok ? succeed([...instruments.values(), ...stored.value]) : stored;
      },
    }),
    ...botsHandlers({
      state: () => engine.snapshot(),
      command: (command) => engine.command(command),
      findInstrument: (id) => instruments.get(id),
      isStrategy: (id) => findStrategy(id) !== undefined,
    }),
    ...candlesHandlers({
      window: (request) => marketData.window(request),
      indicator: (request) => marketData.indicator(request),
      follow: (series) => parts.followed.follow(series),
      strategies: strategyCatalogue(),
      indicators: indicatorCatalogue(),
    }),
    ...dataHandlers({ ...dataPort(marketData), chooseFile: options.chooseFile }, jobs),
    ...backtestHandlers({ run: (request, control) => runBacktestJob(backtestPorts(parts), request, control) }, jobs),
    ...settingsHandlers({ change: (change) => settings.change(change) }),
  };
}

function dataPort(marketData: MarketData): Omit<DataPort, 'chooseFile'> {
  return {
    series: () => marketData.series(),
    gaps: (series) => marketData.gaps(series),
    remove: (series) => marketData.remove(series),
    preview: (path) => marketData.preview(path),
    import: (request, control) => marketData.import(request, control),
  };
}

function backtestPorts({ marketData, options, instruments }: Parts): BacktestJobPorts {
  return {
    candles: marketData,
    pool: options.pool,
    findInstrument: (id) => instruments.get(id) ?? importedInstrument(id),
    spanOf: (instrumentId, interval) => marketData.span(instrumentId, interval),
  };
}

/** What was gathered leaves first, so that the number the snapshot carries is that of the last batch. */
function snapshotOf({ settings, facts, jobs, notices }: Parts): AppSnapshot {
  facts.pusher.flush();
  const snapshot: AppSnapshot = {
    sequence: facts.pusher.sentSequence,
    ...facts.board.snapshot(),
    jobs: jobs.list(),
    settings: viewOf(settings.current),
  };
  notices.open();
  return snapshot;
}

function viewOf({ demoSeed: _demoSeed, ...settings }: Settings): SettingsView {
  return settings;
}
