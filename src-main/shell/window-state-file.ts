import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Disposable } from '../base/disposable.ts';
import { readKept, writeKept } from './kept-file.ts';
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
  return parseWindowState(readKept(join(dataDir, fileOf(workspaceId))));
}

/** Keeps the window's place from now on: half a second after it was last moved, when it closes, and when disposed. */
export function keepWindowState(window: BrowserWindow, kept: KeptWindow, log: ShellLog): Disposable {
  const path = join(kept.dataDir, fileOf(kept.workspaceId));
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed()) writeKept(path, stateOf(window), { what: "the window's place", log });
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
