import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from 'electron';
import { Menu } from 'electron';
import { unwrap } from '../base/outcome.ts';
import { dataDirSources, resolveDataDir, typedIn } from '../config/data-dir.ts';
import { parseDesktopOptions } from '../config/desktop-options.ts';
import { readEnvironment } from '../config/environment.ts';
import { buildAppMenu } from '../shell/app-menu.ts';
import { listBundleFiles } from '../shell/bundle-files.ts';
import { registerAppScheme } from '../shell/bundle-protocol.ts';
import { prepareSession, startRefusal } from '../shell/desktop-shell.ts';
import { bringToFront, openMainWindow } from '../shell/main-window.ts';
import { takeScreenshot } from '../shell/screenshot.ts';
import { hardenAllPages } from '../shell/security.ts';
import { installShutdown } from '../shell/shutdown.ts';
import { isOnlyInstance } from '../shell/single-instance.ts';

const OUT = join(dirname(fileURLToPath(import.meta.url)), '..');

export async function startDesktop(app: App): Promise<void> {
  const environment = readEnvironment(process.env);
  const isRelease = app.isPackaged || environment.actPackaged;
  const refusal = startRefusal(process.argv.slice(1), isRelease);
  if (refusal !== undefined) throw new Error(refusal);
  const options = unwrap(parseDesktopOptions(process.argv.slice(1), typedIn(process.env, process.cwd())));
  const dataDir = resolveDataDir(dataDirSources(options.dataDir));
  app.setPath('userData', dataDir);
  app.setPath('sessionData', join(dataDir, 'browser'));
  const log = console;
  let show = (): void => undefined;
  if (!isOnlyInstance(app, () => show())) return app.exit(0);
  registerAppScheme();
  hardenAllPages(app, log);
  const shutdown = installShutdown({ app, stop: async () => undefined, log });
  await app.whenReady();
  const devServer = isRelease ? undefined : environment.devServer;
  prepareSession(devServer === undefined ? listBundleFiles(join(OUT, 'renderer')) : new Map(), devServer);
  Menu.setApplicationMenu(
    buildAppMenu(
      { stopEverything: () => undefined, hideToTray: () => undefined, quit: () => shutdown.quit() },
      !isRelease,
    ),
  );
  const window = openMainWindow({
    dataDir,
    preloadPath: join(OUT, 'preload', 'index.cjs'),
    iconPath: undefined,
    backgroundColor: '#101418',
    developerTools: !isRelease,
    log,
  });
  show = () => bringToFront(window);
  if (options.screenshotPath !== undefined) {
    takeScreenshot(window, options.screenshotPath).then(
      () => shutdown.quit(0),
      (error: unknown) => {
        console.error(String(error));
        shutdown.quit(1);
      },
    );
  }
}
