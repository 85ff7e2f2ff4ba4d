import type { Caller } from './handlers.ts';

/** The only origin the product's page is ever served from, in development too. */
const APP_ORIGIN = 'app://bundle';

/** What the rule needs to know of Electron's WebFrameMain. */
export type SenderFrame = { readonly origin: string; readonly url: string };

/** What Electron hands to an `ipcMain.handle` listener, as far as it is used here. */
export type SenderEvent = { readonly senderFrame: SenderFrame | null };

/** The number of the product's window whose main frame this is; undefined for any other frame. */
export type WindowOf = (frame: SenderFrame) => number | undefined;

/**
 * The window that calls, or why the call must be refused: only the product's own page may. `senderFrame` turns null when
 * its frame has navigated or died, and reads true only at once: call this first, before anything is awaited.
 */
export function callerOf(event: SenderEvent, windowOf: WindowOf): Caller | { readonly problem: string } {
  const frame = event.senderFrame;
  if (frame === null || frame === undefined) return { problem: 'the sending frame is gone' };
  const windowId = windowOf(frame);
  if (windowId === undefined) return { problem: 'the sender is not the main frame of a window of ours' };
  const { origin, url } = frame;
  if (origin !== APP_ORIGIN) return { problem: `the sender's origin is ${origin}, expected ${APP_ORIGIN}` };
  if (!isAppAddress(url)) return { problem: `the sender's address is ${url}, expected one under ${APP_ORIGIN}/` };
  return { windowId };
}

/** Whether an address is one of the product's own page; parsed, never compared as text. */
function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'app:' && url.host === 'bundle' && url.username === '' && url.password === '' && url.port === ''
  );
}
