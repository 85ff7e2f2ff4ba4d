import { succeed } from '../base/outcome.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import { accountHandlers } from '../ipc/account-handlers.ts';
import type { AppSnapshot } from '../ipc/app-handlers.ts';
import { appHandlers } from '../ipc/app-handlers.ts';
import type { AuditedCall } from '../ipc/audited-handlers.ts';
import { auditedHandlers } from '../ipc/audited-handlers.ts';
import { backtestHandlers } from '../ipc/backtest-handlers.ts';
import { botsHandlers } from '../ipc/bots-handlers.ts';
import { candlesHandlers } from '../ipc/candles-handlers.ts';
import type { DataPort } from '../ipc/data-handlers.ts';
import { dataHandlers } from '../ipc/data-handlers.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { ownStrategyHandlers } from '../ipc/own-strategy-handlers.ts';
import { runHandlers } from '../ipc/run-handlers.ts';
import { settingsHandlers } from '../ipc/settings-handlers.ts';
import type { BacktestExportPorts } from './backtest-export.ts';
import { exportBacktest } from './backtest-export.ts';
import { runBacktestJob } from './backtest-job.ts';
import { runStudyJob } from './backtest-study.ts';
import { indicatorCatalogue, strategyCatalogue } from './catalogue.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { settingsViewOf } from './desktop-parts.ts';
import type { MarketData } from './market-data.ts';
import { importedInstrument } from './worker-market-data.ts';

/** Every channel of the contract over the parts behind the window. */
export function desktopHandlers(parts: DesktopParts): Handlers {
  return auditedHandlers(plainHandlers(parts), (call) => recordAudit(parts, call));
}

function plainHandlers(parts: DesktopParts): Handlers {
  const { options, journal, settings, marketData, trading, facts, jobs, instruments, ownStrategies } = parts;
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
      isStrategy: (id) => findStrategy(id) !== undefined || ownStrategies.shelf.find(id) !== null,
    }),
    ...candlesHandlers({
      window: (request) => marketData.window(request),
      indicator: (request) => marketData.indicator(request),
      follow: (series) => parts.followed.follow(series),
      strategies: () => [...strategyCatalogue(), ...ownStrategies.shelf.catalogue()],
      indicators: indicatorCatalogue(),
    }),
    ...dataHandlers({ ...dataPort(marketData), chooseFile: options.chooseFile }, jobs),
    ...backtestHandlers(
      {
        run: (request, control) => runBacktestJob(backtestPorts(parts), request, control),
        study: (result, study, control) => runStudyJob(backtestPorts(parts), result, study, control),
        export: (result, format) => exportBacktest(backtestPorts(parts), result, format),
      },
      jobs,
    ),
    ...runHandlers(parts.runs, jobs),
    ...ownStrategyHandlers({
      folder: ownStrategies.folder,
      list: () => ownStrategies.shelf.list(),
      openFolder: () => options.showFolder(ownStrategies.folder),
    }),
    ...settingsHandlers({ change: (change) => settings.change(change) }),
  };
}

/** What was done is done: a journal that cannot note it is told, and the answer stays what it was. */
function recordAudit({ journal, options: { clock, log } }: DesktopParts, call: AuditedCall): void {
  try {
    journal.recordAudit({ timeMs: clock.nowMs(), actor: 'window', ...call });
  } catch (error) {
    log.error('an action was not noted in the audit', { action: call.action, error: String(error) });
  }
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

function backtestPorts({ marketData, options, instruments, runs, ownStrategies }: DesktopParts): BacktestExportPorts {
  return {
    candles: marketData,
    pool: options.pool,
    ownStrategies: ownStrategies.backtests,
    chooseSavePath: options.chooseSavePath,
    findInstrument: (id) => instruments.get(id) ?? importedInstrument(id),
    originOf: runs.originOf,
    keepRun: runs.keep,
    spanOf: (instrumentId, interval) => marketData.span(instrumentId, interval),
  };
}

/** What was gathered leaves first, so that the number the snapshot carries is that of the last batch. */
function snapshotOf({ settings, facts, jobs, notices }: DesktopParts): AppSnapshot {
  facts.pusher.flush();
  const snapshot: AppSnapshot = {
    sequence: facts.pusher.sentSequence,
    ...facts.board.snapshot(),
    jobs: jobs.list(),
    settings: settingsViewOf(settings.current),
  };
  notices.open();
  return snapshot;
}
