import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Disposable } from '../base/disposable.ts';
import type { ShellLog } from './shell-log.ts';
import type { WindowState } from './window-bounds.ts';
import { parseWindowState } from './window-bounds.ts';

/** Of the main window, or of the one that shows a workspace. */
const fileOf = (workspaceId: string | null): string =>
  workspaceId === null ? 'window-state.json' : `window-state-${workspaceId}.json`;
const QUIET_MS = 500;

export type KeptWindow = { readonly dataDir: string; readonly workspaceId: string | null };

/** What was kept in the data folder; undefined when nothing was, or nothing readable. */
export function readWindowState({ dataDir, workspaceId }: KeptWindow): WindowState | undefined {
  try {
    return parseWindowState(JSON.parse(readFileSync(join(dataDir, fileOf(workspaceId)), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Keeps the window's place from now on: half a second after it was last moved, when it closes, and when disposed. */
export function keepWindowState(window: BrowserWindow, kept: KeptWindow, log: ShellLog): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed()) writeWindowState(join(kept.dataDir, fileOf(kept.workspaceId)), stateOf(window), log);
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
  return { dispose: save };
}

function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}

/** Losing the window's place must never matter: a failure is told and that is all. */
function writeWindowState(path: string, state: WindowState, log: ShellLog): void {
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    log.warn("the window's place was not kept", { error: String(error) });
  }
}
