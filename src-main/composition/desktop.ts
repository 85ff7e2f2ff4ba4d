import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { BrowserWindow, clipboard, dialog, ipcMain, Menu, shell } from 'electron';
import { FACTS_CHANNEL } from '../../src-preload/contract/channel-names.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';
import type { Settings } from '../config/settings.ts';
import type { SettingsKeeper } from '../config/settings-keeper.ts';
import { stopEverythingAccelerator } from '../config/shortcut-settings.ts';
import { type Spoken, spoken } from '../config/spoken.ts';
import type { Log } from '../engine/ports/log.ts';
import { STOPPED_BY_PERSON } from '../ipc/bots-handlers.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { serveChannels } from '../ipc/serve-channels.ts';
import type { OpenedLog } from '../monitoring/open-log.ts';
import { logOfArea, openLog } from '../monitoring/open-log.ts';
import type { FromProcess } from '../own-strategies/process/messages.ts';
import { PROCESS_LIMITS } from '../own-strategies/process/process-limits.ts';
import type { ProcessChannel } from '../own-strategies/process/strategy-process.ts';
import { createSystemTimers } from '../resilience/system-timers.ts';
import { openKeychain } from '../secrets/open-keychain.ts';
import { buildAppMenu } from '../shell/app-menu.ts';
import { buildTrayMenu, createTray } from '../shell/app-tray.ts';
import { bringToFront } from '../shell/app-window.ts';
import { AppWindows } from '../shell/app-windows.ts';
import { listBundleFiles } from '../shell/bundle-files.ts';
import { registerAppScheme } from '../shell/bundle-protocol.ts';
import { guardClose } from '../shell/close-question.ts';
import type { CloseChoice } from '../shell/close-rule.ts';
import { canAsk, prepareSession, watchChildProcesses } from '../shell/desktop-shell.ts';
import { catchWhatNobodyCaught } from '../shell/last-resort.ts';
import { type NativeTexts, nativeTexts } from '../shell/native-texts.ts';
import { notify } from '../shell/notify.ts';
import { takeScreenshot } from '../shell/screenshot.ts';
import { hardenAllPages } from '../shell/security.ts';
import type { Shutdown } from '../shell/shutdown.ts';
import { installShutdown } from '../shell/shutdown.ts';
import { isOnlyInstance } from '../shell/single-instance.ts';
import { openUtilityProcess } from '../shell/utility-process.ts';
import { openDataFolder } from '../storage/data-folder.ts';
import { createComputePool } from './compute-pool.ts';
import type { DesktopRecords } from './desktop-records.ts';
import { openDesktopRecords } from './desktop-records.ts';
import type { DesktopServices, DesktopServicesOptions } from './desktop-services.ts';
import { openDesktopServices } from './desktop-services.ts';
import type { DesktopStart } from './desktop-start.ts';
import { BUILT, readDesktopStart } from './desktop-start.ts';
import { runtimeVersions } from './runtime-versions.ts';
import { createWorkerMarketData } from './worker-market-data.ts';

/** What the parts of the running app share; the window comes last and goes first. */
type Running = {
  readonly app: App;
  readonly start: DesktopStart;
  /** Of the whole app; what the window and the shell say is a part of it. */
  readonly log: OpenedLog;
  readonly shellLog: Log;
  readonly stack: DisposableStack;
  readonly shutdown: Shutdown;
  windows: AppWindows | undefined;
  /** Ends what a window watched; nothing is watched before there is an engine. */
  forgetWindow: (windowId: number) => void;
  /** Answers the question in the window; undefined when nothing was asked. */
  answerClose: ((choice: CloseChoice) => void) | undefined;
};

/** Puts the desktop app together and runs it. An Outcome that failed says why it cannot start. */
export async function startDesktop(app: App): Promise<Outcome<'started' | 'secondInstance'>> {
  const start = readDesktopStart(app);
  if (!start.ok) return start;
  const { dataDir } = start.value;
  const folder = openDataFolder(dataDir);
  if (!folder.ok) return folder;
  app.setPath('userData', dataDir);
  app.setPath('sessionData', join(dataDir, 'browser'));
  const stack = new DisposableStack();
  const running: { value: Running | undefined } = { value: undefined };
  const showWindow = (): void => {
    const main = running.value?.windows?.main;
    if (main !== undefined) bringToFront(main);
  };
  if (!isOnlyInstance(app, showWindow)) {
    console.error('bellwether: already running with this data folder; its window comes to the front.');
    return { ok: true, value: 'secondInstance' };
  }
  const log = stack.use(openLog({ dataDir, echo: start.value.isRelease ? undefined : (line) => console.error(line) }));
  const shellLog = logOfArea(log, 'window');
  registerAppScheme();
  hardenAllPages(app, shellLog);
  watchChildProcesses(app, shellLog);
  const shutdown = installShutdown({ app, stop: () => stack.dispose(), log });
  running.value = {
    app,
    start: start.value,
    log,
    shellLog,
    stack,
    shutdown,
    windows: undefined,
    forgetWindow: () => undefined,
    answerClose: undefined,
  };
  await app.whenReady();
  return openDesktop(running.value);
}

/** The window begins to load in its own process as soon as the settings are read; meanwhile the engine is put together. */
async function openDesktop(running: Running): Promise<Outcome<'started'>> {
  const { start, stack, log, shellLog, shutdown } = running;
  const timers = createSystemTimers();
  const records = openDesktopRecords({ ...start, timers });
  if (!records.ok) return fail(records.error.code, records.error.message, records.error.details);
  const { journal, settings } = records.value;
  preparePages(running, settings);
  let serve: (handlers: Handlers) => void = () => undefined;
  const handlers = new Promise<Handlers>((resolve) => {
    serve = resolve;
  });
  const windowOf = (frame: unknown) => running.windows?.windowOf(frame);
  const serving = serveChannels({
    door: ipcMain,
    handlers,
    windowOf,
    log: shellLog,
    checkHeavyReplies: !start.isRelease,
  });
  const { windows, main } = openWindows(running, settings);
  await new Promise((resolve) => setImmediate(resolve));
  if (shutdown.isStopping()) {
    journal.close();
    return { ok: true, value: 'started' };
  }
  const services = openServices(running, records.value);
  stack.use(services);
  catchWhatNobodyCaught(log, (reason) => services.stopEverything(`stopped by an internal error: ${reason}`));
  stack.use(serving);
  stack.use(windows);
  running.forgetWindow = services.forgetWindow;
  putAround(running, { services, settings, main });
  serve(services.handlers);
  return { ok: true, value: 'started' };
}

function preparePages(running: Running, settings: SettingsKeeper): void {
  const { devServer } = running.start;
  prepareSession({
    files: devServer === undefined ? listBundleFiles(join(BUILT, 'renderer')) : new Map(),
    devServer,
    spoken: () => ({ ...spokenNow(running, settings.current), theme: settings.current.theme }),
  });
}

function spokenNow({ app }: Running, settings: Settings): Spoken {
  return spoken(settings, { languages: app.getPreferredSystemLanguages(), region: app.getSystemLocale() });
}

const textsNow = (running: Running, settings: Settings): NativeTexts =>
  nativeTexts(spokenNow(running, settings).language);

function openServices(running: Running, records: DesktopRecords): DesktopServices {
  return openDesktopServices(servicesOptions(running), records);
}

/** The window has drawn by then on any machine that is worth trading on. */
const AFTER_START_MS = 3000;

function servicesOptions(running: Running): DesktopServicesOptions {
  const { start, log } = running;
  const timers = createSystemTimers();
  return {
    dataDir: start.dataDir,
    demoSeed: start.demoSeed,
    timers,
    log,
    logBook: log.book,
    afterStart: (callback) => timers.after(AFTER_START_MS, callback),
    pool: createComputePool({ workerPath: join(BUILT, 'main', 'compute-worker.js'), cores: availableParallelism() }),
    openMarketData: (demoSeed, onNotice) =>
      createWorkerMarketData({
        dataDir: start.dataDir,
        demoSeed,
        workerPath: (name) => join(BUILT, 'main', `${name}.js`),
        onNotice,
      }),
    send: (batch) => running.windows?.send(FACTS_CHANNEL, JSON.stringify(batch)),
    versions: runtimeVersions(running.app),
    openStrategyProcess: openOwnStrategyProcess,
    showFolder: (folder) => void shell.openPath(folder),
    chooseFile: () => chooseFile(inFront(running), CANDLE_FILES),
    keyDoors: { openKeychain, takeClipboard, chooseKeyFile: () => chooseFile(inFront(running), KEY_FILES) },
    openWorkspaceWindow: (workspaceId) => running.windows?.openWorkspace(workspaceId),
    closeWorkspaceWindow: (workspaceId) => running.windows?.closeWorkspace(workspaceId),
    isWatched: () => BrowserWindow.getFocusedWindow() !== null,
    language: (settings) => spokenNow(running, settings).language,
    notify: (notification, open) =>
      notify(notification, () => {
        const main = running.windows?.main;
        if (main !== undefined) bringToFront(main);
        open();
      }),
    chooseSavePath: (fileName) => chooseSavePath(inFront(running), fileName),
    answerClose: (choice) => {
      const answer = running.answerClose;
      running.answerClose = undefined;
      answer?.(choice);
      return answer !== undefined;
    },
  };
}

const OWN_STRATEGY_DOOR = join(BUILT, 'main', 'own-strategy-worker.js');

function openOwnStrategyProcess(): ProcessChannel {
  const channel = openUtilityProcess(OWN_STRATEGY_DOOR, [JSON.stringify(PROCESS_LIMITS)], 'Bellwether strategy');
  return { ...channel, onMessage: (listener) => channel.onMessage((message) => listener(message as FromProcess)) };
}

function openWindows(running: Running, settings: SettingsKeeper): { windows: AppWindows; main: BrowserWindow } {
  const { start, shellLog: log } = running;
  const windows = new AppWindows({
    dataDir: start.dataDir,
    preloadPath: join(BUILT, 'preload', 'index.cjs'),
    iconPath: start.iconPath,
    backgroundColor: settings.current.theme === 'light' ? '#ffffff' : '#101418',
    developerTools: !start.isRelease,
    log,
    forget: (windowId) => running.forgetWindow(windowId),
  });
  running.windows = windows;
  return { windows, main: windows.openAll() };
}

type Around = { readonly services: DesktopServices; readonly settings: SettingsKeeper; readonly main: BrowserWindow };

/** Menu, tray, what closing means: all that a person does to the product from outside of its page. */
function putAround(running: Running, { services, settings, main: window }: Around): void {
  const { start, stack, shellLog: log, shutdown } = running;
  const actions = {
    show: () => bringToFront(window),
    stopEverything: () => services.stopEverything(STOPPED_BY_PERSON),
    hideToTray: () => window.hide(),
    quit: () => shutdown.quit(),
  };
  running.app.on('activate', actions.show);
  const tray = start.iconPath === undefined ? undefined : createTray(start.iconPath, actions.show, log);
  stack.defer(() => tray?.destroy());
  const showMenus = (now: Settings): void => {
    const texts = textsNow(running, now);
    const stopAccelerator = stopEverythingAccelerator(now.shortcuts);
    Menu.setApplicationMenu(buildAppMenu(actions, { texts, stopAccelerator, developer: !start.isRelease }));
    tray?.setContextMenu(buildTrayMenu(actions, texts));
  };
  showMenus(settings.current);
  settings.onChange(showMenus);
  reloadOnLanguage(running, settings);
  guardWindow(running, { services, settings, main: window });
  if (start.screenshotPath !== undefined) shoot(window, start.screenshotPath, shutdown);
}

/** Texts and formats of a page are taken once, when it loads. */
function reloadOnLanguage(running: Running, settings: SettingsKeeper): void {
  let loaded = JSON.stringify(spokenNow(running, settings.current));
  settings.onChange((changed) => {
    const wanted = JSON.stringify(spokenNow(running, changed));
    if (wanted !== loaded) running.windows?.reload();
    loaded = wanted;
  });
}

function guardWindow(running: Running, { services, settings, main: window }: Around): void {
  const guard = guardClose(window, {
    texts: () => textsNow(running, settings.current),
    rule: () => ({
      runningBots: services.runningBots(),
      onCloseWithRunningBots: settings.current.onCloseWithRunningBots,
      isStopping: running.shutdown.isStopping(),
    }),
    askInWindow: (runningBots) => {
      if (!canAsk(window)) return false;
      running.answerClose = guard.answerClose;
      services.askToClose(runningBots);
      return true;
    },
    hide: () => window.hide(),
    quit: () => running.shutdown.quit(),
  });
}

/** Where a dialog belongs: over the window the person is at. */
function inFront({ windows }: Running): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? windows?.main;
}

const CANDLE_FILES = { name: 'CSV', extensions: ['csv', 'gz', 'txt', 'tsv'] };
const KEY_FILES = { name: 'JSON, PEM', extensions: ['json', 'pem', 'key', 'txt'] };

async function chooseFile(
  window: BrowserWindow | undefined,
  wanted: { readonly name: string; readonly extensions: string[] },
): Promise<string | null> {
  if (window === undefined) return null;
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [wanted, { name: '*', extensions: ['*'] }],
  });
  return chosen.filePaths[0] ?? null;
}

/** A key stays in the clipboard no longer than it has to. */
async function takeClipboard(): Promise<string> {
  const text = await clipboard.readText();
  clipboard.clear();
  return text;
}

async function chooseSavePath(window: BrowserWindow | undefined, fileName: string): Promise<string | null> {
  if (window === undefined) return null;
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1);
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath: fileName,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}

function shoot(window: BrowserWindow, path: string, shutdown: Shutdown): void {
  takeScreenshot(window, path).then(
    () => shutdown.quit(0),
    (error: unknown) => {
      console.error(`no screenshot: ${error instanceof Error ? error.message : String(error)}`);
      shutdown.quit(1);
    },
  );
}
