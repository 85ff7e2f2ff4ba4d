import type { App, BrowserWindow } from 'electron';
import { session } from 'electron';
import { type BundleProtocolOptions, serveBundle } from './bundle-protocol.ts';
import { denyPermissions } from './security.ts';
import type { ShellLog } from './shell-log.ts';

/** Prepares the one session all pages use. Call once, when the app is ready and before a window is opened. */
export function prepareSession(options: BundleProtocolOptions): void {
  denyPermissions(session.defaultSession);
  serveBundle(session.defaultSession, options);
}

/** Tells of every child process that ends badly; the page's own is brought back by its window. */
export function watchChildProcesses(app: App, log: ShellLog): void {
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') log.warn('a child process ended', { ...details });
  });
}

/** Whether the page is there to be asked something. */
export function canAsk(window: BrowserWindow): boolean {
  return !window.isDestroyed() && !window.webContents.isCrashed() && !window.webContents.isLoadingMainFrame();
}
