import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { LogPage } from './pages/log-page.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const OLD_LINES = 110_000;
/** As the room holds. */
const SHOWN_LINES = '100,000';
const PLANTED = 'planted-secret-0123456789';

let launched: LaunchedApp;
let dataDir: string;
let frame: WindowFrame;
let log: LogPage;

/** Files of a long session before, in the form the log has them. */
async function logBefore(): Promise<void> {
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const startMs = Date.now() - 86_400_000 * 2;
  const line = (index: number): string => {
    const time = new Date(startMs + index * 1000).toISOString();
    return `${JSON.stringify({ level: index % 500 === 0 ? 40 : 30, time, area: 'storage', msg: `old line ${index}`, index })}\n`;
  };
  const half = OLD_LINES / 2;
  const part = (from: number): string => Array.from({ length: half }, (_, index) => line(from + index)).join('');
  await writeFile(join(dataDir, 'logs', 'bellwether.log.1'), part(0));
  const planted = { level: 30, time: new Date().toISOString(), apiSecret: PLANTED, msg: `X-MBX-APIKEY: ${PLANTED}` };
  await writeFile(join(dataDir, 'logs', 'bellwether.log'), `${part(half)}${JSON.stringify(planted)}\n`);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-log-'));
  await logBefore();
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  log = new LogPage(launched.page);
  await frame.open('Log');
  await log.lines.first().waitFor();
});
afterAll(async () => {
  await launched?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const line = (text: string) => log.lines.filter({ hasText: text });

describe('the log', () => {
  it('holds 100,000 lines and draws those in sight', async () => {
    await log.count.filter({ hasText: SHOWN_LINES }).waitFor();
    await log.count.filter({ hasNotText: 'reading' }).waitFor();
    expect(await log.lines.count()).toBeLessThan(100);
  });

  it('follows what the engine does, newest first', async () => {
    await callChannel(launched.page, 'trading.halt', { flatten: false });
    await line('trading halted').first().waitFor();
    await callChannel(launched.page, 'trading.release', { reason: 'read in the log' });
    await line('the halt was released').first().waitFor();
    const texts = await log.lines.allTextContents();
    const at = (text: string): number => texts.findIndex((shown) => shown.includes(text));
    expect(at('the halt was released')).toBeLessThan(at('trading halted'));
  });

  it('shows no secret, and says where one was', async () => {
    await log.search.fill('MBX-APIKEY');
    await line('[secret]').waitFor();
    expect(await launched.page.content()).not.toContain(PLANTED);
    const page = await callChannel(launched.page, 'log.read', { direction: 'older', before: null });
    expect(JSON.stringify(page)).not.toContain(PLANTED);
    await log.search.fill('');
  });

  it('is narrowed by words, level and area, and cleared', async () => {
    await log.choose('Area', 'Storage');
    await log.choose('Level', 'Warnings and errors');
    await log.search.fill('old 99500');
    await line('old line 99500').waitFor();
    expect(await log.lines.count()).toBe(1);
    await log.search.fill('nothing of this kind');
    await log.button('Clear the filter').click();
    await log.count.filter({ hasNotText: ' of ' }).waitFor();
  });

  it('stands still while a line is read, and follows again', async () => {
    await log.list.focus();
    await launched.page.keyboard.press('Home');
    const read = (await log.details.textContent()) ?? '';
    await callChannel(launched.page, 'trading.release', { reason: 'one more line' }).catch(() => undefined);
    await callChannel(launched.page, 'trading.halt', { flatten: false });
    await log.button(/^Follow · \d+ new$/).waitFor();
    expect(await log.details.textContent()).toBe(read);
    await launched.page.keyboard.press('End');
    await log.lines.and(launched.page.locator('[aria-selected="true"]')).waitFor();
    await log.button(/^Follow/).click();
    await line('trading halted').first().waitFor();
    await callChannel(launched.page, 'trading.release', { reason: 'done' });
  });

  it('a line is copied whole, what passes is written into a file', async () => {
    await log.search.fill('old 99500');
    await line('old line 99500').click();
    await log.button('Copy the line').click();
    await log.button('Copied').waitFor();
    const copied = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/^\d{4}-.*Z WARN storage old line 99500 \{"index":99500\}$/);
    const path = join(dataDir, 'exported.txt');
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
    await log.act('Export as text');
    await launched.page.getByText('Exported to exported.txt').waitFor();
    expect(await readFile(path, 'utf8')).toBe(`${copied}\n`);
  });

  it('axe finds nothing while a line is open', async () => {
    await log.details.waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });
});

describe('outside the window', () => {
  /** What the system was asked to show, in place of showing it. */
  async function collectNotifications(): Promise<() => Promise<readonly string[]>> {
    await launched.app.evaluate(({ Notification, BrowserWindow }) => {
      const shown: Electron.Notification[] = [];
      Object.assign(globalThis, { shown });
      Notification.isSupported = () => true;
      Notification.prototype.show = function show() {
        shown.push(this);
      };
      BrowserWindow.getFocusedWindow = () => null;
    });
    return () =>
      launched.app.evaluate(() =>
        (globalThis as unknown as { shown: Electron.Notification[] }).shown.map(({ title }) => title),
      );
  }

  it('the system says that trading was halted; a click opens the page about it', async () => {
    const shown = await collectNotifications();
    await callChannel(launched.page, 'trading.halt', { flatten: false });
    await frame.haltBanner.waitFor();
    expect(await shown()).toEqual(['Trading halted']);
    await launched.app.evaluate(() => {
      (globalThis as unknown as { shown: Electron.Notification[] }).shown[0]?.emit('click');
    });
    await launched.page.getByRole('region', { name: 'Risk', exact: true }).waitFor();
    await frame.release('seen');
  });
});
