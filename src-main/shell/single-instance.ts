import type { App } from 'electron';

/**
 * One process a data folder. False for the second, which must leave at once: the first has been told and shows itself.
 * The lock lies in `userData`, so set that path before.
 */
export function isOnlyInstance(app: App, onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
