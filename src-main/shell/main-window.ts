import { BrowserWindow, screen } from 'electron';
import { APP_PAGE } from './content-policy.ts';
import { recoverRenderer } from './renderer-recovery.ts';
import { SAFE_PREFERENCES } from './security.ts';
import type { ShellLog } from './shell-log.ts';
import { fitWindow, MINIMUM_SIZE } from './window-bounds.ts';
import { readWindowState } from './window-state-file.ts';

export type MainWindowOptions = {
  readonly dataDir: string;
  readonly preloadPath: string;
  readonly iconPath: string | undefined;
  /** Of the page before it has drawn anything, so that a dark theme does not flash white. */
  readonly backgroundColor: string;
  readonly developerTools: boolean;
  readonly log: ShellLog;
};

/** The product's one window: where it was last time, safe, and brought back when its page crashes. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const place = fitWindow(readWindowState(options.dataDir), workAreas);
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
  recoverRenderer(window, () => load(window, options.log), options.log);
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize();
    window.show();
  });
  load(window, options.log);
  return window;
}

function load(window: BrowserWindow, log: ShellLog): void {
  window.loadURL(APP_PAGE).catch((error: unknown) => log.error('the page did not load', { error: String(error) }));
}

/** Shows the window to a person who asked for it, however it was put away. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
