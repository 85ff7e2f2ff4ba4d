import type { BrowserWindow } from 'electron';
import type { Disposable } from '../base/disposable.ts';
import { type AppWindowOptions, bringToFront, openAppWindow } from './app-window.ts';
import { readOpenWorkspaces, writeOpenWorkspaces } from './open-workspaces-file.ts';
import { keepWindowState } from './window-state-file.ts';

export type AppWindowsOptions = AppWindowOptions & {
  /** This window's page went or begins anew: what it watched is watched for nobody. */
  readonly forget: (windowId: number) => void;
};

/** The product's windows: the main one, and those that each show one workspace on a screen of its own. */
export class AppWindows implements Disposable {
  readonly #options: AppWindowsOptions;
  readonly #workspaces = new Map<string, BrowserWindow>();
  #main: BrowserWindow | undefined;
  /** Set once everything ends: which workspaces were open then is what comes back at the next start. */
  #isEnding = false;

  constructor(options: AppWindowsOptions) {
    this.#options = options;
  }

  /** Undefined before it is open and after it was closed. */
  get main(): BrowserWindow | undefined {
    return this.#main;
  }

  /** The main window first, then those of the workspaces that were open last time. */
  openAll(): BrowserWindow {
    const main = this.#open(null);
    this.#main = main;
    main.on('closed', () => {
      this.#main = undefined;
    });
    for (const workspaceId of readOpenWorkspaces(this.#options.dataDir)) this.openWorkspace(workspaceId);
    return main;
  }

  /** Opens a workspace in a window of its own, or brings that window to the front. */
  openWorkspace(workspaceId: string): void {
    const known = this.#workspaces.get(workspaceId);
    if (known !== undefined) {
      bringToFront(known);
      return;
    }
    const window = this.#open(workspaceId);
    this.#workspaces.set(workspaceId, window);
    this.#keepOpen();
    window.on('closed', () => {
      this.#workspaces.delete(workspaceId);
      if (!this.#isEnding) this.#keepOpen();
    });
  }

  closeWorkspace(workspaceId: string): void {
    this.#workspaces.get(workspaceId)?.close();
  }

  /** The window a page lives in; undefined for a frame that is none of theirs. */
  windowOf(frame: unknown): number | undefined {
    return this.#all().find(({ webContents }) => webContents.mainFrame === frame)?.webContents.id;
  }

  send(channel: string, message: unknown): void {
    // A page that is still loading hears it too: what it missed after its snapshot it would have to ask for again, whole.
    for (const { webContents } of this.#all()) if (!webContents.isCrashed()) webContents.send(channel, message);
  }

  /** Every page begins anew, as after another language was chosen: a page itself may not navigate. */
  reload(): void {
    for (const window of this.#all()) window.webContents.reload();
  }

  dispose(): void {
    this.#isEnding = true;
    for (const window of this.#all()) window.destroy();
  }

  #all(): BrowserWindow[] {
    const main = this.#main === undefined ? [] : [this.#main];
    return [...main, ...this.#workspaces.values()].filter((window) => !window.isDestroyed());
  }

  #open(workspaceId: string | null): BrowserWindow {
    const { dataDir, log, forget } = this.#options;
    const window = openAppWindow(this.#options, workspaceId);
    keepWindowState(window, { dataDir, workspaceId }, log);
    const { id } = window.webContents;
    window.webContents.on('did-navigate', () => forget(id));
    window.on('closed', () => forget(id));
    return window;
  }

  #keepOpen(): void {
    writeOpenWorkspaces(this.#options.dataDir, [...this.#workspaces.keys()], this.#options.log);
  }
}
