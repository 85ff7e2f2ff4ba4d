import type { BrowserWindow } from 'electron';
import type { ShellLog } from './shell-log.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
/** A page that lived this long was well: the next crash starts again with the shortest wait. */
const WELL_AFTER_MS = 60_000;
const UNRESPONSIVE_LIMIT_MS = 15_000;

/** The wait before the `attempt`-th reload in a row (0 is the first): doubling, up to half a minute. */
export function reloadDelayMs(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 16), LONGEST_DELAY_MS);
}

/**
 * Brings a page back that crashed or hangs. The engine lives in another process and goes on; the page asks for a new
 * snapshot when it loads. It never gives up, since a person without a window cannot stop a bot.
 */
export function recoverRenderer(window: BrowserWindow, load: () => void, log: ShellLog): void {
  const contents = window.webContents;
  let attempts = 0;
  let lastCrashMs = Number.NEGATIVE_INFINITY;
  let reloadTimer: NodeJS.Timeout | undefined;
  let hangTimer: NodeJS.Timeout | undefined;

  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    clearTimeout(hangTimer);
    attempts = performance.now() - lastCrashMs > WELL_AFTER_MS ? 0 : attempts + 1;
    lastCrashMs = performance.now();
    const delayMs = reloadDelayMs(attempts);
    log.error('the window crashed', { reason: details.reason, exitCode: details.exitCode, reloadInMs: delayMs });
    clearTimeout(reloadTimer);
    reloadTimer = setTimeout(() => {
      if (!window.isDestroyed()) load();
    }, delayMs);
  });
  window.on('unresponsive', () => {
    log.warn('the window does not respond', { endedInMs: UNRESPONSIVE_LIMIT_MS });
    clearTimeout(hangTimer);
    hangTimer = setTimeout(() => {
      if (!window.isDestroyed()) contents.forcefullyCrashRenderer();
    }, UNRESPONSIVE_LIMIT_MS);
  });
  window.on('responsive', () => clearTimeout(hangTimer));
  window.on('closed', () => {
    clearTimeout(reloadTimer);
    clearTimeout(hangTimer);
  });
}
