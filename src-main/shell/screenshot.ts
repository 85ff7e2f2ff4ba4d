import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

/** The page sets this attribute on <html> once the chart shows its first candles. */
const FIRST_CANDLES_ATTRIBUTE = 'data-first-candles-drawn';

const POLL_MS = 50;
const ANSWER_LIMIT_MS = 1_000;
const LIMIT_MS = 60_000;

/** Resolves when the first candles are drawn; rejects with the reason after a minute. */
export async function firstCandlesDrawn(window: BrowserWindow, limitMs = LIMIT_MS): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (performance.now() < deadlineMs) {
    if (window.isDestroyed()) throw new Error('the window was closed before the first candles were drawn');
    // A page that crashes while it is asked never answers.
    if (await Promise.race([hasDrawn(window), pause(ANSWER_LIMIT_MS)])) return;
    await pause(POLL_MS);
  }
  throw new Error(`the first candles were not drawn within ${limitMs / 1000} s`);
}

function pause(delayMs: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), delayMs));
}

/** False too while the page is loading or being reloaded after a crash. */
async function hasDrawn(window: BrowserWindow): Promise<boolean> {
  if (window.webContents.isLoadingMainFrame() || window.webContents.isCrashed()) return false;
  const script = `document.documentElement.hasAttribute('${FIRST_CANDLES_ATTRIBUTE}')`;
  return (await window.webContents.executeJavaScript(script)) === true;
}

/** Waits for the first candles and writes what the window shows, as PNG. */
export async function takeScreenshot(window: BrowserWindow, path: string): Promise<void> {
  await firstCandlesDrawn(window);
  // Two frames: the one that set the attribute, and the one that put it on the screen.
  await window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))',
  );
  const image = await window.webContents.capturePage();
  if (image.isEmpty()) throw new Error('the window gave an empty picture');
  await writeFile(path, image.toPNG());
}
