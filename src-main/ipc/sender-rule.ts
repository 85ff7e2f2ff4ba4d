/** The only origin the product's page is ever served from, in development too. */
const APP_ORIGIN = 'app://bundle';

/** What the rule needs to know of Electron's WebFrameMain. */
export type SenderFrame = { readonly origin: string; readonly url: string };

/** What Electron hands to an `ipcMain.handle` listener, as far as it is used here. */
export type SenderEvent = { readonly senderFrame: SenderFrame | null };

/** The main frame of the main window now; undefined while there is none. */
export type MainFrameOf = () => SenderFrame | undefined;

/**
 * Why a call must be refused, or undefined when it comes from the product's own page. `senderFrame` turns null when its
 * frame has navigated or died, and reads true only at once: call this first, before anything is awaited.
 */
export function senderProblem(event: SenderEvent, mainFrameOf: MainFrameOf): string | undefined {
  const frame = event.senderFrame;
  if (frame === null || frame === undefined) return 'the sending frame is gone';
  if (frame !== mainFrameOf()) return "the sender is not the main window's main frame";
  if (frame.origin !== APP_ORIGIN) return `the sender's origin is ${frame.origin}, expected ${APP_ORIGIN}`;
  if (!isAppAddress(frame.url)) return `the sender's address is ${frame.url}, expected one under ${APP_ORIGIN}/`;
  return undefined;
}

/** Whether an address is one of the product's own page; parsed, never compared as text. */
function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'app:' && url.host === 'bundle' && url.username === '' && url.password === '' && url.port === ''
  );
}
