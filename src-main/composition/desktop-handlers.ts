import { basename, join } from 'node:path';
import { succeed } from '../base/outcome.ts';
import type { EngineCommand } from '../engine/events.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { AccountPort } from '../ipc/account-handlers.ts';
import { accountHandlers } from '../ipc/account-handlers.ts';
import { type AlertsPort, alertHandlers } from '../ipc/alert-handlers.ts';
import type { AppSnapshot } from '../ipc/app-handlers.ts';
import { appHandlers } from '../ipc/app-handlers.ts';
import type { AuditedCall } from '../ipc/audited-handlers.ts';
import { auditedHandlers } from '../ipc/audited-handlers.ts';
import type { BacktestPort } from '../ipc/backtest-handlers.ts';
import { backtestHandlers } from '../ipc/backtest-handlers.ts';
import { botsHandlers } from '../ipc/bots-handlers.ts';
import { candlesHandlers } from '../ipc/candles-handlers.ts';
import { type ChartsPort, chartHandlers } from '../ipc/chart-handlers.ts';
import { versionsOf } from '../ipc/config-versions.ts';
import type { DataPort } from '../ipc/data-handlers.ts';
import { dataHandlers } from '../ipc/data-handlers.ts';
import type { ExchangesPort } from '../ipc/exchange-handlers.ts';
import { exchangeHandlers } from '../ipc/exchange-handlers.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { type LogPort, logHandlers } from '../ipc/log-handlers.ts';
import { marketHandlers } from '../ipc/market-handlers.ts';
import { ownStrategyHandlers } from '../ipc/own-strategy-handlers.ts';
import { portfolioHandlers } from '../ipc/portfolio-handlers.ts';
import { promotionHandlers } from '../ipc/promotion-handlers.ts';
import type { RiskPort } from '../ipc/risk-handlers.ts';
import { riskHandlers } from '../ipc/risk-handlers.ts';
import { runHandlers } from '../ipc/run-handlers.ts';
import { settingsHandlers } from '../ipc/settings-handlers.ts';
import type { TicketPort } from '../ipc/ticket-handlers.ts';
import { ticketHandlers } from '../ipc/ticket-handlers.ts';
import type { WorkspacesPort } from '../ipc/workspace-handlers.ts';
import { workspaceHandlers } from '../ipc/workspace-handlers.ts';
import type { Instrument } from '../model/instrument.ts';
import { isOfExchange } from '../model/instrument.ts';
import { LOG_FOLDER } from '../monitoring/open-log.ts';
import { writeWholeFile } from '../storage/whole-file.ts';
import type { BacktestExportPorts } from './backtest-export.ts';
import { exportBacktest } from './backtest-export.ts';
import { runBacktestJob } from './backtest-job.ts';
import type { StudyPorts } from './backtest-study.ts';
import { runStudyJob } from './backtest-study.ts';
import { readTradeMoments } from './backtest-trade.ts';
import { indicatorCatalogue, strategyCatalogue } from './catalogue.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { settingsViewOf } from './desktop-parts.ts';
import { instrumentsOf } from './exchanges/bot-instruments.ts';
import type { ExchangeCandles } from './exchanges/exchange-candles.ts';
import { listVenues } from './exchanges/exchange-catalogue.ts';
import { tapeFolder } from './exchanges/exchange-side.ts';
import { recordConnection } from './exchanges/record-connection.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { storedInstrument } from './instrument-book.ts';
import { promotionPort } from './promote-bot.ts';
import { saveChartFile } from './save-chart-file.ts';

/** Who changed a bot is looked for in so many of the newest entries. */
const AUDIT_READ = 5000;

/** Every channel of the contract over the parts behind the window. */
export function desktopHandlers(parts: DesktopParts): Handlers {
  return auditedHandlers(plainHandlers(parts), (call) => recordAudit(parts, call));
}

function plainHandlers(parts: DesktopParts): Handlers {
  const { options, settings, trading, jobs, exchanges, ownStrategies } = parts;
  const { candles, instruments } = exchanges;
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
    ...accountHandlers(accountPort(parts)),
    ...portfolioHandlers(parts.portfolio),
    ...botsHandlers({
      state: () => engine.snapshot(),
      command: (command) => commandOf(parts, command),
      findInstrument: instruments.get,
      decisionsOf: (botId) => parts.facts.decisions.of(botId),
      versionsOf: (botId) => versionsOf(parts.journal.botHistoryOf(botId), parts.journal.readAudit(AUDIT_READ)),
      newestTrades: (most) => parts.facts.activity.newestTrades(most),
      isStrategy: (id) => findStrategy(id) !== undefined || ownStrategies.shelf.find(id) !== null,
    }),
    ...promotionHandlers(promotionPort(parts)),
    ...ticketHandlers(ticketPort(parts)),
    ...riskHandlers(riskPort(parts)),
    ...candlesHandlers({
      window: (request) => candles.window(request),
      indicator: (request) => candles.indicator(request),
      structure: (request) => candles.structure(request),
      follow: (windowId, series) => parts.followed.follow(windowId, series),
      strategies: () => [...strategyCatalogue(), ...ownStrategies.shelf.catalogue()],
      indicators: indicatorCatalogue,
    }),
    ...chartHandlers(chartsPort(parts)),
    ...alertHandlers(alertsPort(parts)),
    ...marketHandlers({ watch: (windowId, ids) => parts.watched.watch(windowId, ids) }),
    ...exchangeHandlers(exchangesPort(parts)),
    ...dataHandlers({ ...dataPort(candles), chooseFile: options.chooseFile }, jobs),
    ...backtestHandlers(backtestPort(parts), jobs),
    ...runHandlers(parts.runs, jobs),
    ...ownStrategyHandlers({
      folder: ownStrategies.folder,
      list: () => ownStrategies.shelf.list(),
      openFolder: () => options.showFolder(ownStrategies.folder),
    }),
    ...logHandlers(logPort(parts)),
    ...workspaceHandlers(workspacesPort(parts)),
    ...settingsHandlers({ change: (change) => settings.change(change) }),
  };
}

function accountPort({ accounts, trading: { engine }, journal, facts, exchanges }: DesktopParts): AccountPort {
  const { candles, instruments } = exchanges;
  return {
    open: ({ venue, quoteAsset }) => accounts.open(venue, quoteAsset),
    close: (accountId) => accounts.close(accountId),
    decide: (decision) => engine.command({ kind: 'decideFinding', ...decision }),
    equityHistory: () => journal.readEquity(),
    activity: (botId, instrumentId) => facts.activity.read(botId, instrumentId),
    instruments: async () => {
      const stored = await candles.storedInstruments();
      return stored.ok ? succeed(withStored(instruments, stored.value)) : stored;
    },
  };
}

function chartsPort({ charts, drawings, facts, options }: DesktopParts): ChartsPort {
  return {
    saveFile: (file) => saveChartFile(options.chooseSavePath, file),
    templates: () => charts.templates(),
    saveTemplate: (template) => charts.saveTemplate(template),
    removeTemplate: (name) => charts.removeTemplate(name),
    pageSetup: () => charts.pageSetup(),
    keepPageSetup: (setup) => charts.keepPageSetup(setup),
    drawingsOf: (instrumentId) => drawings.of(instrumentId),
    saveDrawing: (drawing) => drawings.save(drawing),
    removeDrawing: (drawingId) => drawings.remove(drawingId),
    tellDrawings: (instrumentId) => facts.pusher.push({ kind: 'drawings', instrumentId }),
  };
}

function logPort({ options }: DesktopParts): LogPort {
  const { logBook, dataDir } = options;
  return {
    ...logBook,
    async export({ format, content }) {
      const path = await options.chooseSavePath(`bellwether-log.${format}`);
      if (path === null) return succeed({ fileName: null });
      const written = await writeWholeFile(path, Buffer.from(content, 'utf8'));
      return written.ok ? succeed({ fileName: basename(path) }) : written;
    },
    openFolder: () => options.showFolder(join(dataDir, LOG_FOLDER)),
  };
}

function alertsPort({ alerts }: DesktopParts): AlertsPort {
  return {
    list: () => alerts.list(),
    save: (alert) => alerts.save(alert),
    remove: (alertId) => alerts.remove(alertId),
  };
}

function workspacesPort({ workspaces, options, facts }: DesktopParts): WorkspacesPort {
  return {
    list: () => workspaces.list(),
    save: (workspace) => workspaces.save(workspace),
    remove: (workspaceId) => workspaces.remove(workspaceId),
    openWindow: options.openWorkspaceWindow,
    closeWindow: options.closeWorkspaceWindow,
    tell: () => facts.pusher.push({ kind: 'workspaces' }),
  };
}

function backtestPort(parts: DesktopParts): BacktestPort {
  return {
    run: (request, control) => runBacktestJob(backtestPorts(parts), request, control),
    study: (result, study, control) => runStudyJob(studyPorts(parts), result, study, control),
    runOf: (result) => parts.runs.runOf(result),
    trade: (result, trade) => readTradeMoments(backtestPorts(parts), result, trade),
    export: (result, format) => exportBacktest(backtestPorts(parts), result, format),
  };
}

function ticketPort(parts: DesktopParts): TicketPort {
  const { trading, markets } = parts;
  return {
    preview(order) {
      // A look at an instrument of an exchange that was never traded; nothing of it is kept.
      if (isOfExchange(order.instrumentId)) markets.know(order.instrumentId);
      return trading.engine.previewOrder(order);
    },
    place: (order) => commandOf(parts, { kind: 'placeOrder', order }),
  };
}

function riskPort({ trading: { engine }, portfolio }: DesktopParts): RiskPort {
  return {
    standing: () => engine.riskStanding(),
    command: (command) => engine.command(command),
    replay: (accountId, limits) => portfolio.replayLimits(accountId, limits),
  };
}

/** What was done is done: a journal that cannot note it is told, and the answer stays what it was. */
function recordAudit({ journal, options: { timers, log } }: DesktopParts, call: AuditedCall): void {
  try {
    journal.recordAudit({ timeMs: timers.nowMs(), actor: 'window', ...call });
  } catch (error) {
    log.error('an action was not noted in the audit', { action: call.action, error: String(error) });
  }
}

/** What the engine is asked for may be on an instrument of an exchange that it has never heard of. */
function commandOf(
  { trading, markets, exchanges, journal, options }: DesktopParts,
  command: EngineCommand,
): string | null {
  if (command.kind !== 'addBot' && command.kind !== 'placeOrder') return trading.engine.command(command);
  const { instrumentId } = command.kind === 'addBot' ? command.config : command.order;
  for (const id of command.kind === 'addBot' ? instrumentsOf(command.config) : [instrumentId]) {
    if (!isOfExchange(id)) continue;
    const instrument = markets.know(id);
    // A position must find its instrument again at the next start, whether its exchange answers or not.
    if (instrument !== undefined) journal.recordInstrument(instrument, options.timers.nowMs());
    else if (id === instrumentId && exchanges.instruments.get(id) === undefined) {
      return `instrument is "${id}", expected one of a connected exchange`;
    }
  }
  return trading.engine.command(command);
}

/** What trades, and what has candles without a market. */
function withStored(instruments: InstrumentBook, stored: readonly Instrument[]): readonly Instrument[] {
  const trading = instruments.all();
  const known = new Set(trading.map(({ id }) => id));
  return [...trading, ...stored.filter(({ id }) => !known.has(id))];
}

function exchangesPort({ exchanges: { connections, keys }, accounts, options }: DesktopParts): ExchangesPort {
  const { timers, log, dataDir } = options;
  const tapes = { folder: tapeFolder(dataDir), timers, log };
  return {
    venues: listVenues,
    add: ({ venue, urls }) => connections.add(venue, urls),
    remove: (venue) => keys.removeConnection(venue),
    test: (venue) => connections.test(venue),
    takeKey: ({ venue, field, from }) => keys.take(venue, field, from),
    saveKey: async (request) => {
      const saved = await keys.save(request);
      if (saved.ok) accounts.reconnect(request.venue, 'its key was changed');
      return saved;
    },
    forgetKey: (venue) => {
      accounts.disconnect(venue, 'its key was removed');
      return keys.forget(venue);
    },
    record: ({ venue, on }) => recordConnection(connections, venue, on ? tapes : null),
  };
}

function dataPort(marketData: ExchangeCandles): Omit<DataPort, 'chooseFile'> {
  return {
    download: (request, control) => marketData.download(request, control),
    tiers: () => marketData.tiers(),
    series: () => marketData.series(),
    gaps: (series) => marketData.gaps(series),
    remove: (series) => marketData.remove(series),
    preview: (path) => marketData.preview(path),
    import: (request, control) => marketData.import(request, control),
  };
}

/** A backtest reads what is stored: it asks nobody. */
function backtestPorts({ marketData, options, exchanges, runs, ownStrategies }: DesktopParts): BacktestExportPorts {
  return {
    candles: marketData,
    pool: options.pool,
    ownStrategies: ownStrategies.backtests,
    chooseSavePath: options.chooseSavePath,
    findInstrument: (id) => exchanges.instruments.get(id) ?? storedInstrument(id),
    originOf: runs.originOf,
    keepRun: runs.keep,
    spanOf: (instrumentId, interval) => marketData.span(instrumentId, interval),
  };
}

function studyPorts(parts: DesktopParts): StudyPorts {
  const limits = (): ReturnType<StudyPorts['limits']> => {
    const { governor, accountRisk } = parts.settings.current;
    return { limits: governor, dayRollOffsetMs: accountRisk.dayRollOffsetMs };
  };
  return { ...backtestPorts(parts), limits };
}

/** What was gathered leaves first, so that the number the snapshot carries is that of the last batch. */
function snapshotOf({ settings, facts, jobs, notices, exchanges, markets }: DesktopParts): AppSnapshot {
  facts.pusher.flush();
  const snapshot: AppSnapshot = {
    sequence: facts.pusher.sentSequence,
    ...facts.board.snapshot(),
    jobs: jobs.list(),
    settings: settingsViewOf(settings.current),
    connections: exchanges.connections.views(),
    feedStates: markets.states(),
  };
  notices.open();
  return snapshot;
}
