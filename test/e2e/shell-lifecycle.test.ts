import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { botStates, callChannel, whenReady } from './pages/bellwether-page.ts';
import type { BuiltCopy } from './pages/copy-built-app.ts';
import { copyBuiltApp } from './pages/copy-built-app.ts';
import type { LaunchedApp, LaunchOptions } from './pages/launch-app.ts';
import { launchApp } from './pages/launch-app.ts';
import { runApp } from './pages/run-app.ts';

const WAIT = { timeout: 10_000, interval: 25 };

let dataDir: string;
type Launched = LaunchedApp & { readonly child: ChildProcess };

const launched: Launched[] = [];
let copy: BuiltCopy | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-shell-'));
});
afterEach(async () => {
  for (const one of launched.splice(0)) if (isAlive(one)) await one.close();
  await copy?.remove();
  copy = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

function isAlive({ child }: Launched): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const app = await launchApp({ dataDir, ...options });
  // Playwright forgets its process once it has ended.
  const one = { ...app, child: app.app.process() };
  launched.push(one);
  return one;
}

async function broken(from: string | RegExp, to: string): Promise<string> {
  copy = await copyBuiltApp();
  await copy.replace('main', from, to);
  return copy.folder;
}

async function startFirstBot({ page }: LaunchedApp): Promise<void> {
  await whenReady(page);
  const outcome = await callChannel(page, 'bots.start', { botId: 'first-bot' });
  expect(outcome).toEqual({ ok: true, value: {} });
}

/** How the process ended. */
async function exitOf(one: Launched): Promise<number | null> {
  if (isAlive(one)) await once(one.child, 'exit');
  return one.child.exitCode;
}

const isVisible = ({ app }: LaunchedApp): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

const closeWindow = ({ app }: LaunchedApp): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

describe('one instance', () => {
  it('a second start leaves at once and brings the first window back', async () => {
    const first = await launch();
    // Its first showing may come after the document: hidden before it, the window would show itself.
    await vi.waitFor(async () => expect(await isVisible(first)).toBe(true), WAIT);
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await vi.waitFor(async () => expect(await isVisible(first)).toBe(false), WAIT);
    const second = await runApp({ args: [`--data-dir=${dataDir}`] });
    expect(second).toMatchObject({ code: 0, printed: expect.stringContaining('already running') });
    await vi.waitFor(async () => expect(await isVisible(first)).toBe(true), WAIT);
  });

  it('without the lock a second one meets the used data folder', async () => {
    const appFolder = await broken('app.requestSingleInstanceLock()', 'true');
    await launch();
    const second = await runApp({ args: [`--data-dir=${dataDir}`], appFolder });
    expect(second).toMatchObject({ code: 2, printed: expect.stringContaining('dataFolderInUse') });
  });
});

describe('the window', () => {
  const place = { x: 60, y: 40, width: 1111, height: 777 };
  const boundsOf = ({ app }: LaunchedApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  const leaveAt = async (bounds: typeof place): Promise<void> => {
    const first = await launch();
    // A late answer of X to the window's first placing may undo the move: it counts once it has been kept.
    const kept = (): unknown => JSON.parse(readFileSync(join(dataDir, 'window-state.json'), 'utf8'));
    await vi.waitFor(
      async () => {
        await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
        expect(kept()).toMatchObject(bounds);
      },
      { timeout: 15_000, interval: 700 },
    );
    await first.close();
  };

  it('comes back where it was', async () => {
    await leaveAt(place);
    const again = await launch();
    // X tells a new window's size when it has given it, which may be after the page is there.
    await vi.waitFor(async () => expect(await boundsOf(again)).toEqual(place), WAIT);
  });

  it('would not without what was kept', async () => {
    await leaveAt(place);
    const appFolder = await broken(/fitWindow\(readWindowState\([^)]*\)/, 'fitWindow(undefined');
    expect(await boundsOf(await launch({ appFolder }))).not.toEqual(place);
  });
});

describe('a crash of the page', () => {
  /** Resolves when the process is gone: what is asked of it before that is never answered. */
  const crash = ({ app }: LaunchedApp): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('render-process-gone', () => resolve());
          contents?.forcefullyCrashRenderer();
        }),
    );
  const isDrawn = ({ app }: LaunchedApp): Promise<boolean> =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoadingMainFrame()) return false;
      return (await contents.executeJavaScript(
        "document.documentElement.hasAttribute('data-first-candles-drawn')",
      )) as boolean;
    });

  it('is recovered, and the engine goes on as if nothing was', async () => {
    const one = await launch();
    await startFirstBot(one);
    await crash(one);
    await vi.waitFor(async () => expect(await isDrawn(one)).toBe(true), WAIT);
    const state = await one.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return (await contents?.executeJavaScript(
        "window.bellwether['app.snapshot']({}).then((text) => JSON.parse(text).value.bots[0].state)",
      )) as string;
    });
    expect(state).toBe('running');
  });

  it('would leave a dead window without the recovery', async () => {
    const appFolder = await broken('"render-process-gone"', '"nothing"');
    const one = await launch({ appFolder });
    await whenReady(one.page);
    await crash(one);
    const isDead = () =>
      one.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed());
    await vi.waitFor(async () => expect(await isDead()).toBe(true), WAIT);
    await expect(vi.waitFor(async () => expect(await isDrawn(one)).toBe(true), { timeout: 2000 })).rejects.toThrow();
  });
});

describe('an exception nobody caught', () => {
  it('stops trading, is written down, and leaves the window alive', async () => {
    const one = await launch();
    await startFirstBot(one);
    await one.app.evaluate(() => {
      setImmediate(() => {
        throw new Error('thrown by a test');
      });
    });
    const haltReason = async (): Promise<string | undefined> => {
      const snapshot = await callChannel(one.page, 'app.snapshot', {});
      return snapshot.ok ? snapshot.value.halt?.reason : undefined;
    };
    await vi.waitFor(async () => expect(await haltReason()).toContain('thrown by a test'), WAIT);
    expect(await botStates(one.page)).toEqual({ 'first-bot': 'stopped' });
    expect(await readFile(join(dataDir, 'logs', 'bellwether.log'), 'utf8')).toContain('an exception nobody caught');
  });
});

describe('a clean stop', () => {
  const journalIsClosed = (): boolean =>
    existsSync(join(dataDir, 'journal.db')) && !existsSync(join(dataDir, 'journal.db-wal'));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s: exit code 0, journal closed, bots come back stopped',
    async (signal) => {
      const one = await launch();
      await startFirstBot(one);
      const exit = exitOf(one);
      one.child.kill(signal);
      expect(await exit).toBe(0);
      expect(journalIsClosed()).toBe(true);
      const next = await launch();
      await whenReady(next.page);
      expect(await botStates(next.page)).toEqual({ 'first-bot': 'stopped' });
    },
  );

  it('on quit: the same', async () => {
    const one = await launch();
    await startFirstBot(one);
    const exit = exitOf(one);
    await one.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    expect(await exit).toBe(0);
    expect(journalIsClosed()).toBe(true);
  });

  it('would not be one if bots were not stopped', async () => {
    const appFolder = await broken(/stack\.defer\(\(\) => stopBots\(trading\)\);/, '');
    const one = await launch({ appFolder });
    await startFirstBot(one);
    const exit = exitOf(one);
    one.child.kill('SIGTERM');
    await exit;
    const next = await launch();
    await whenReady(next.page);
    expect(await botStates(next.page)).toEqual({ 'first-bot': 'interrupted' });
  });
});

describe('after the app died', () => {
  const die = async (one: Launched): Promise<void> => {
    const exit = exitOf(one);
    one.child.kill('SIGKILL');
    await exit;
  };

  it('running bots are interrupted until a person resumes them', async () => {
    const one = await launch();
    await startFirstBot(one);
    await die(one);
    const next = await launch();
    await whenReady(next.page);
    expect(await botStates(next.page)).toEqual({ 'first-bot': 'interrupted' });
    await startFirstBot(next);
    expect(await botStates(next.page)).toEqual({ 'first-bot': 'running' });
  });

  it('a setting resumes them by itself', async () => {
    const one = await launch();
    await startFirstBot(one);
    expect((await callChannel(one.page, 'settings.change', { resumeBots: true })).ok).toBe(true);
    await die(one);
    const next = await launch();
    await whenReady(next.page);
    expect(await botStates(next.page)).toEqual({ 'first-bot': 'running' });
  });
});

describe('closing the window', () => {
  it('quits when no bot runs', async () => {
    const one = await launch();
    await whenReady(one.page);
    const exit = exitOf(one);
    await closeWindow(one).catch(() => undefined);
    expect(await exit).toBe(0);
  });

  it('asks while one runs: stay in the tray, remembered', async () => {
    const one = await launch();
    await startFirstBot(one);
    await closeWindow(one);
    const dialog = one.page.getByRole('dialog');
    await dialog.getByText('Do this from now on without asking').click();
    await dialog.getByRole('button', { name: 'Keep running in the background' }).click();
    await vi.waitFor(async () => expect(await isVisible(one)).toBe(false), WAIT);
    expect(await botStates(one.page)).toEqual({ 'first-bot': 'running' });
    await runApp({ args: [`--data-dir=${dataDir}`] });
    await vi.waitFor(async () => expect(await isVisible(one)).toBe(true), WAIT);
    await closeWindow(one);
    await vi.waitFor(async () => expect(await isVisible(one)).toBe(false), WAIT);
  });

  it('asks while one runs: cancel, then stop and quit', async () => {
    const one = await launch();
    await startFirstBot(one);
    await closeWindow(one);
    const dialog = one.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await botStates(one.page)).toEqual({ 'first-bot': 'running' });
    const exit = exitOf(one);
    await closeWindow(one);
    await one.page
      .getByRole('dialog')
      .getByRole('button', { name: 'Stop the bots and quit' })
      .click({ noWaitAfter: true })
      .catch(() => undefined);
    expect(await exit).toBe(0);
  });

  it('answers nothing that was not asked', async () => {
    const one = await launch();
    const outcome = await callChannel(one.page, 'app.answerClose', { choice: 'quit', remember: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  });

  it('would end running bots without a word if it did not ask', async () => {
    const appFolder = await broken(/return rule\.onCloseWithRunningBots/, 'return "quit"');
    const one = await launch({ appFolder });
    await startFirstBot(one);
    const exit = exitOf(one);
    await closeWindow(one).catch(() => undefined);
    expect(await exit).toBe(0);
  });
});

describe('starting', () => {
  it('makes the data folder for its owner alone', async () => {
    const one = await launch({ dataDir: join(dataDir, 'inner') });
    await whenReady(one.page);
    expect(statSync(join(dataDir, 'inner')).mode & 0o777).toBe(0o700);
  });

  it('takes the data folder from the environment too, and shows it', async () => {
    const folder = join(dataDir, 'from-environment');
    const path = join(dataDir, 'shot.png');
    const run = await runApp({ args: [`--screenshot=${path}`], env: { BELLWETHER_DATA_DIR: folder } });
    expect(run.code).toBe(0);
    expect(existsSync(join(folder, 'journal.db'))).toBe(true);
  });

  it('writes a picture of the first candles and ends', async () => {
    const path = join(dataDir, 'shot.png');
    const run = await runApp({ args: [`--data-dir=${dataDir}`, '--screenshot', path] });
    expect(run.code).toBe(0);
    const png = await readFile(path);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(20_000);
  });

  it('refuses dangerous switches as a release does', async () => {
    const args = [`--data-dir=${dataDir}`, '--remote-debugging-port=0'];
    const run = await runApp({ args, env: { BELLWETHER_ACT_PACKAGED: '1' } });
    expect(run).toMatchObject({
      code: 2,
      printed: expect.stringMatching(/the switch --(no-sandbox|remote-debugging-port)/),
    });
    expect(existsSync(join(dataDir, 'journal.db'))).toBe(false);
  });

  it('names a bad option', async () => {
    expect(await runApp({ args: ['--screenshot='] })).toMatchObject({
      code: 2,
      printed: expect.stringContaining('--screenshot has no value'),
    });
  });
});
