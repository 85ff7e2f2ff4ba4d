import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ExchangesPage } from './pages/exchanges-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { WindowFrame } from './pages/window-frame.ts';

let exchange: LocalExchange;
let launched: LaunchedApp;
let exchanges: ExchangesPage;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 12 });
  launched = await launchApp();
  await whenReady(launched.page);
  await recordPushes(launched);
  await new WindowFrame(launched.page).open('Exchanges');
  exchanges = new ExchangesPage(launched);
  await exchanges.connect('Binance', { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws });
  await exchanges.entry('Binance').getByText('Connected', { exact: true }).waitFor();
});
afterAll(async () => {
  await launched?.close();
  await exchange?.close();
});

/** Everything the main process sends to the window, kept in the main process for the test. */
function recordPushes({ app }: LaunchedApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('there is no window');
    const pushed: string[] = [];
    Object.assign(globalThis, { pushedForTest: pushed });
    const send = contents.send.bind(contents);
    contents.send = (channel: string, ...args: unknown[]) => {
      pushed.push(JSON.stringify([channel, args]));
      send(channel, ...args);
    };
  });
}

/** The window's whole memory as text. */
async function rendererMemory({ page }: LaunchedApp): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Every file below a folder that holds the text, packed ones unpacked. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const plain = path.endsWith('.gz') ? gunzipSync(bytes, { finishFlush: 2 }) : bytes;
    const forms = [text, Buffer.from(text, 'utf16le').toString('latin1'), Buffer.from(text).toString('base64')];
    if (forms.some((form) => plain.includes(form, 0, 'latin1'))) found.push(path);
  }
  return found;
}

/** Command lines and environments of this process's children and theirs. */
async function processesWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    for (const name of ['cmdline', 'environ']) {
      const content = await readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
      if (content.includes(text)) found.push(`${pid} ${name}`);
    }
  }
  return found;
}

describe('a key in the app', () => {
  it('that does not work is told of with what to do next', async () => {
    await exchanges.takeFromClipboard('API key', exchange.binanceKey);
    await exchanges.takeFromClipboard('Secret', 'not the secret of this key');
    await exchanges.details.getByTestId('key-part-secret').getByText('taken, 26 characters').waitFor();
    await exchanges.keepKey('In the system’s keychain');
    await exchanges.details.getByRole('alert').getByText('The exchange does not accept this key').waitFor();
    await exchanges.details.getByText('Take both parts again').waitFor();
  });

  it('comes in past the window and is kept in the keychain', async () => {
    await exchanges.takeFromClipboard('API key', exchange.binanceKey);
    await exchanges.details.getByTestId('key-part-apiKey').getByText('taken, 64 characters').waitFor();
    await exchanges.takeFromClipboard('Secret', exchange.binanceSecret);
    await exchanges.details.getByTestId('key-part-secret').getByText('taken, 64 characters').waitFor();
    await exchanges.keepKey('In the system’s keychain');
    await exchanges.details.getByText(`Key ending in ${exchange.binanceKey.slice(-4)}`).waitFor();
    expect(await launched.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  });

  it('works: the exchange accepts what is signed with it', async () => {
    await exchanges.test();
    await exchanges.details.getByText('The key works.').waitFor();
  });

  it('is in no file, message, process or memory of the window', async () => {
    const { page, app, dataDir } = launched;
    expect(await callChannel(page, 'exchanges.record', { venue: 'binance', on: true })).toMatchObject({ ok: true });
    await exchanges.test();
    await exchanges.details.getByText('The key works.').waitFor();
    expect(await callChannel(page, 'exchanges.record', { venue: 'binance', on: false })).toMatchObject({ ok: true });
    expect(existsSync(join(dataDir, 'tapes'))).toBe(true);
    const secret = exchange.binanceSecret;
    expect(await filesWith(dataDir, secret)).toEqual([]);
    const pushed = await app.evaluate(() =>
      (globalThis as unknown as { pushedForTest: string[] }).pushedForTest.join(),
    );
    expect(pushed.length).toBeGreaterThan(1000);
    expect(pushed).not.toContain(secret);
    const memory = await rendererMemory(launched);
    expect(memory).toContain('Key ending in');
    expect(memory).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
    expect(launched.printed()).not.toContain(secret);
    expect(await processesWith(secret)).toEqual([]);
  });

  it('is found by the search where it does lie', async () => {
    expect(await filesWith(launched.dataDir, exchange.rest)).not.toEqual([]);
    const memory = await rendererMemory(launched);
    expect(memory).toContain(exchange.rest);
  });

  it('that may withdraw is refused, unless the person types that they know it', async () => {
    exchange.faults.set('keyMayWithdraw');
    await exchanges.details.getByRole('button', { name: 'Forget the key' }).click();
    await exchanges.takeFromClipboard('API key', exchange.binanceKey);
    await exchanges.takeFromClipboard('Secret', exchange.binanceSecret);
    await exchanges.details.getByTestId('key-part-secret').getByText('taken').waitFor();
    await exchanges.keepKey('For this session only');
    const question = exchanges.details.getByRole('textbox', { name: 'This key may withdraw money' });
    await question.waitFor();
    await exchanges.details.getByRole('button', { name: 'Check again' }).click();
    await question.waitFor();
    const insist = exchanges.details.getByRole('button', { name: 'Check and keep' });
    await question.fill('yes');
    expect(await insist.isDisabled()).toBe(true);
    await question.fill('this key may withdraw my money');
    await insist.click();
    await exchanges.details.getByText('read, trade, withdraw').waitFor();
    await exchanges.details.getByText('for this session only').first().waitFor();
  });

  it('is gone when it is forgotten', async () => {
    const { page } = launched;
    expect(await callChannel(page, 'exchanges.forgetKey', { venue: 'binance' })).toMatchObject({ ok: true });
    const snapshot = await callChannel(page, 'app.snapshot', {});
    expect(snapshot.ok && snapshot.value.connections.map(({ key }) => key)).toEqual([null]);
  });
});
