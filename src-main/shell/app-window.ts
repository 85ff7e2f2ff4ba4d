import { BrowserWindow, screen } from 'electron';
import { APP_PAGE } from './content-policy.ts';
import { recoverRenderer } from './renderer-recovery.ts';
import { SAFE_PREFERENCES } from './security.ts';
import type { ShellLog } from './shell-log.ts';
import { fitWindow, MINIMUM_SIZE } from './window-bounds.ts';
import { readWindowState } from './window-state-file.ts';

export type AppWindowOptions = {
  readonly dataDir: string;
  readonly preloadPath: string;
  readonly iconPath: string | undefined;
  /** Of the page before it has drawn anything, so that a dark theme does not flash white. */
  readonly backgroundColor: string;
  readonly developerTools: boolean;
  readonly log: ShellLog;
};

/**
 * A window of the product: the main one, or (with its id) one that shows a workspace alone. Where it was last time, safe,
 * and brought back when its page crashes.
 */
export function openAppWindow(options: AppWindowOptions, workspaceId: string | null): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const place = fitWindow(readWindowState({ dataDir: options.dataDir, workspaceId }), workAreas);
  const window = new BrowserWindow({
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Bellwether',
    show: false,
    backgroundColor: options.backgroundColor,
    ...(options.iconPath === undefined ? {} : { icon: options.iconPath }),
    webPreferences: {
      ...SAFE_PREFERENCES,
      preload: options.preloadPath,
      devTools: options.developerTools,
      // Prices go on while the window is covered; a person who looks again sees now, not then.
      backgroundThrottling: false,
    },
  });
  const address = workspaceId === null ? APP_PAGE : `${APP_PAGE}?workspace=${workspaceId}`;
  const load = (): void => loadPage(window, address, options.log);
  recoverRenderer(window, load, options.log);
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize();
    window.show();
  });
  load();
  return window;
}

function loadPage(window: BrowserWindow, address: string, log: ShellLog): void {
  window.loadURL(address).catch((error: unknown) => log.error('the page did not load', { error: String(error) }));
}

/** Shows the window to a person who asked for it, however it was put away. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
