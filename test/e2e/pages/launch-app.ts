import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright';
import { projectRoot } from '../../../scripts/runtime/project.mjs';
import { electronSwitches } from '../../../scripts/runtime/sandbox.mjs';

const windowLimitMs = 30_000;
/** On a busy machine Playwright now and then loses the moment Electron became ready and waits for it for ever. */
const attachLimitMs = 15_000;
const attachAttempts = 3;
const closeLimitMs = 10_000;

export type LaunchOptions = {
  /** A data folder that outlives the launch; without it each launch has its own, deleted on close. */
  readonly dataDir?: string;
  /** Further arguments for the application. */
  readonly args?: readonly string[];
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder with package.json and out/ to run, by default the checkout; see {@link copyBuiltApp}. */
  readonly appFolder?: string;
};

export type LaunchedApp = {
  readonly app: ElectronApplication;
  /** The main window, its document loaded. */
  readonly page: Page;
  readonly dataDir: string;
  /** What the main process has printed since its launch was complete, stdout and stderr in one. */
  readonly printed: () => string;
  /** Quits the application (ends it by force after ten seconds) and deletes its data folder unless it was given. */
  readonly close: () => Promise<void>;
};

/** Starts the built application in the real Electron that the set-up found. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'bellwether-e2e-')));
  const app = await attachedElectron(options, dataDir);
  const printed = collectOutput(app);
  const close = async () => {
    await closeOrKill(app);
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const page = await mainWindow(app);
    await page.waitForLoadState('domcontentloaded');
    return { app, page, dataDir, printed, close };
  } catch (error) {
    await close();
    throw new Error(`no window within ${windowLimitMs} ms; the application printed:\n${printed()}`, { cause: error });
  }
}

/** Windows of workspaces come back beside it, and may be seen first; which is which an address says that is loaded. */
async function mainWindow(app: ElectronApplication): Promise<Page> {
  const first = await app.firstWindow({ timeout: windowLimitMs });
  if (await isMain(first)) return first;
  for (const other of app.windows()) if (other !== first && (await isMain(other))) return other;
  return app.waitForEvent('window', { predicate: isMain, timeout: windowLimitMs });
}

async function isMain(page: Page): Promise<boolean> {
  await page.waitForURL(({ href }) => href !== 'about:blank', { timeout: windowLimitMs, waitUntil: 'commit' });
  return !page.url().includes('workspace=');
}

/** A start that Playwright did not see is ended by Playwright itself and made again; anything else is the caller's. */
async function attachedElectron(options: LaunchOptions, dataDir: string): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startElectron(options, dataDir);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || attempt === attachAttempts) throw error;
      process.stderr.write(`launch-app: Playwright did not attach within ${attachLimitMs} ms, attempt ${attempt}\n`);
    }
  }
}

function startElectron(options: LaunchOptions, dataDir: string): Promise<ElectronApplication> {
  const executablePath = process.env.BELLWETHER_ELECTRON;
  if (!executablePath) throw new Error('BELLWETHER_ELECTRON is not set: run e2e tests through vitest --project e2e');
  const switches = electronSwitches();
  return _electron.launch({
    executablePath,
    args: [...switches, options.appFolder ?? projectRoot, `--data-dir=${dataDir}`, ...(options.args ?? [])],
    env: { ...definedEnvironment(), ...options.env },
    chromiumSandbox: !switches.includes('--no-sandbox'),
    timeout: attachLimitMs,
  });
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

function collectOutput(app: ElectronApplication): () => string {
  const parts: string[] = [];
  const child = app.process();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => parts.push(chunk.toString()));
  return () => parts.join('');
}

async function closeOrKill(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const limit = setTimeout(() => child.kill('SIGKILL'), closeLimitMs);
  try {
    await app.close();
  } finally {
    clearTimeout(limit);
  }
}
