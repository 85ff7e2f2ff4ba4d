import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Disposable } from '../base/disposable.ts';
import type { ShellLog } from './shell-log.ts';
import type { WindowState } from './window-bounds.ts';
import { parseWindowState } from './window-bounds.ts';

const FILE_NAME = 'window-state.json';
const QUIET_MS = 500;

/** What was kept in the data folder; undefined when nothing was, or nothing readable. */
export function readWindowState(dataDir: string): WindowState | undefined {
  try {
    return parseWindowState(JSON.parse(readFileSync(join(dataDir, FILE_NAME), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Keeps the window's place from now on: half a second after it was last moved, when it closes, and when disposed. */
export function keepWindowState(window: BrowserWindow, dataDir: string, log: ShellLog): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed()) writeWindowState(dataDir, stateOf(window), log);
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
function writeWindowState(dataDir: string, state: WindowState, log: ShellLog): void {
  const path = join(dataDir, FILE_NAME);
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    log.warn("the window's place was not kept", { error: String(error) });
  }
}
