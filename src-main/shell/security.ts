import type { App, Session, WebContents, WebPreferences } from 'electron';
import { shell } from 'electron';
import { allowedExternalAddress } from './external-links.ts';
import type { ShellLog } from './shell-log.ts';

/** The preferences of every page; stated even where they are today's defaults, because defaults have changed before. */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
} as const satisfies WebPreferences;

/** Closes every door of every page that will ever be made in this process. Call before the app is ready. */
export function hardenAllPages(app: App, log: ShellLog): void {
  // Root in development has no sandbox of the system's (and a release refuses that switch): insisting on it then would
  // end every child process. Each page still asks for it by SAFE_PREFERENCES, and so its preload has no Node.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => hardenPage(contents, log));
}

function hardenPage(contents: WebContents, log: ShellLog): void {
  const refuse = (event: { preventDefault(): void }, what: string, address: string): void => {
    event.preventDefault();
    log.warn('refused', { what, address });
  };
  // The page is loaded by us and never leaves; it has no links to itself, so any navigation is somebody else's wish.
  contents.on('will-navigate', (event) => refuse(event, 'navigation', event.url));
  contents.on('will-frame-navigate', (event) => refuse(event, 'frame navigation', event.url));
  contents.on('will-redirect', (event) => refuse(event, 'redirect', event.url));
  contents.on('will-attach-webview', (event) => refuse(event, 'webview', ''));
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url, log);
    return { action: 'deny' };
  });
}

function openExternally(address: string, log: ShellLog): void {
  const allowed = allowedExternalAddress(address);
  if (allowed === undefined) {
    log.warn('refused', { what: 'new window', address });
    return;
  }
  shell.openExternal(allowed).catch((error: unknown) => log.warn('the browser did not open', { error: String(error) }));
}

/** Every permission is denied, both when asked for and when looked up; devices are never offered. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setUSBProtectedClassesHandler(() => []);
  if (process.platform !== 'darwin')
    session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
}
