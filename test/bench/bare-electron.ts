import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = `import { app, BrowserWindow } from 'electron';
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: true });
  void window.loadFile('page.html');
});
app.on('window-all-closed', () => app.quit());
`;
const PAGE = '<!doctype html><html data-first-candles-drawn="true"><title>bare</title><p>bare</p></html>';

/** The folder of the smallest Electron app there is: one window, one paragraph. What every figure is measured against. */
export async function writeBareApp(): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-bare-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare', type: 'module', main: 'main.mjs' }));
  await writeFile(join(folder, 'main.mjs'), MAIN);
  await writeFile(join(folder, 'page.html'), PAGE);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
