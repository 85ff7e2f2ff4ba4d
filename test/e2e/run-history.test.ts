import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { accessibilityViolations } from './pages/axe.ts';
import { BacktestPage } from './pages/backtest-page.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { writeCandleFile } from './pages/candle-files.ts';
import { DataPage } from './pages/data-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { RunHistoryPage } from './pages/run-history-page.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const HOUR_MS = 3_600_000;

let folder: string;
let dataDir: string;
let launched: LaunchedApp;
let backtest: BacktestPage;
let history: RunHistoryPage;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  launched.page.setDefaultTimeout(15_000);
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  backtest = new BacktestPage(launched.page);
  history = new RunHistoryPage(launched.page);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-history-'));
  dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const file = join(folder, 'WALK-USDT-1h.csv');
  await writeCandleFile({ path: file, rows: 3000, intervalMs: HOUR_MS });
  await launch();
  const frame = new WindowFrame(launched.page);
  await frame.open('Data');
  const data = new DataPage(launched);
  await data.choose(file);
  await data.import();
  await data.result.waitFor();
  await frame.open('Backtest');
});
afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
});

async function runWith(fast: number, slow: number): Promise<void> {
  await backtest.fill('Fast period', String(fast));
  await backtest.fill('Slow period', String(slow));
  await backtest.run();
  await backtest.result.waitFor();
}

/** Columns out of sight are not in the page. */
async function keptNote(runId: number): Promise<string | undefined> {
  const run = await callChannel(launched.page, 'runs.read', { runId });
  return run.ok ? run.value.note : undefined;
}

async function botOrigin(): Promise<unknown> {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  return snapshot.ok ? snapshot.value.bots.find(({ config }) => config.name === 'the fast one')?.config.fromRun : null;
}

async function onCommandLine(
  ...args: string[]
): Promise<{ readonly bitEqual: boolean; readonly differences: readonly unknown[] }> {
  const script = join(projectRoot, 'scripts', 'cli.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'runs', '--data-dir', dataDir, ...args]);
  return JSON.parse(stdout) as { bitEqual: boolean; differences: unknown[] };
}

describe('the history of backtests', () => {
  it('keeps every run that ends by itself, newest first', async () => {
    await history.open();
    await history.region.getByText('No run yet').waitFor();
    await history.showResult();
    await backtest.choose('Data set', /WALK-USDT 1h/);
    await backtest.choose('Strategy', 'Moving average cross');
    await runWith(12, 40);
    await runWith(20, 90);
    await history.open();
    await expect.poll(() => history.column('name')).toEqual(['sma-cross 20/90 #2', 'sma-cross 12/40 #1']);
    expect(await history.column('symbol')).toEqual(['WALK-USDT 1h', 'WALK-USDT 1h']);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('runs one again, equal to the bit', async () => {
    await history.runAgain('sma-cross 12/40');
    expect(await history.verdict.getAttribute('data-bit-equal')).toBe('true');
    expect(await history.verdict.locator('tbody tr').count()).toBe(0);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await history.closeDialog();
  });

  it('is repeated to the bit by the command line beside the open window: one code, one result', async () => {
    expect(await onCommandLine('--repeat', '1')).toEqual({ bitEqual: true, differences: [] });
  });

  it('renames in place and takes a note', async () => {
    await history.rename('sma-cross 12/40', 'the fast one');
    await history.note('the fast one', 'Trades too often after March.');
    expect(await history.column('name')).toEqual(['sma-cross 20/90 #2', 'the fast one #1']);
    expect(await keptNote(1)).toBe('Trades too often after March.');
  });

  it('compares two: what differs is marked, the better metric is named, the curves lie over each other', async () => {
    await history.tick('the fast one');
    await history.tick('sma-cross 20/90');
    await history.region.getByRole('button', { name: 'Compare 2' }).click();
    await history.comparison.waitFor();
    const differing = history.comparison.locator('tr[data-differs="true"]');
    expect(await differing.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-setting')))).toEqual([
      'params.fast',
      'params.slow',
    ]);
    expect(await differing.first().textContent()).toContain('differs');
    const runs = await Promise.all([1, 2].map((runId) => callChannel(launched.page, 'runs.read', { runId })));
    const sharpes = runs.map((run) => (run.ok ? (run.value.metrics.sharpe ?? 0) : Number.NaN));
    const cells = history.comparison.locator('tr[data-metric="sharpe"] td');
    expect(await cells.evaluateAll((all) => all.map((cell) => cell.textContent?.includes('better')))).toEqual(
      sharpes.map((sharpe) => sharpe === Math.max(...sharpes)),
    );
    await history.comparison.getByRole('img', { name: /each run begun at 100/ }).waitFor();
    await history.comparison.getByRole('img', { name: /^Fall from the highest equity/ }).waitFor();
    expect(await history.comparison.locator('tr[data-month]').count()).toBeGreaterThan(2);
    expect(await history.comparison.locator('tr[data-fall="1"] td').count()).toBe(2);
  });

  it.each(['light', 'dark'] as const)('in %s what is compared is there for everybody', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it.each(['CSV', 'HTML'])('saves what is compared as %s', async (format) => {
    const path = join(folder, `compared.${format.toLowerCase()}`);
    await launched.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    }, path);
    await history.comparison.getByRole('button', { name: `Save as ${format}` }).click();
    await launched.page.getByText(`Saved as compared.${format.toLowerCase()}`).waitFor();
    expect(await readFile(path, 'utf8')).toMatch(/params\.fast[^\n]*12[^\n]*20/);
    if (format === 'HTML') await history.region.getByRole('button', { name: 'Back to the list' }).click();
  });

  it('takes a run over into a bot, which says where its settings came from', async () => {
    const { page } = launched;
    await history.list.getByRole('button', { name: 'To a bot: the fast one' }).click();
    const drawer = page.getByRole('dialog', { name: 'New bot' });
    await drawer.getByText('Settings of the backtest the fast one #1.').waitFor();
    expect(await drawer.getByLabel('Fast period').inputValue()).toBe('12');
    await drawer.getByRole('combobox', { name: 'Instrument' }).click();
    await page
      .getByRole('option', { name: /BTC-USDT/ })
      .first()
      .click();
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    await expect.poll(botOrigin).toEqual({ runId: 1, name: 'the fast one', changed: false });
    await page.keyboard.press('Escape');
    await new WindowFrame(page).open('Backtest');
    await history.open();
  });

  it('is still there after a restart, with names and notes', async () => {
    await launched.close();
    await launch();
    await new WindowFrame(launched.page).open('Backtest');
    await history.open();
    await expect.poll(() => history.column('name')).toEqual(['sma-cross 20/90 #2', 'the fast one #1']);
    expect(await keptNote(1)).toBe('Trades too often after March.');
  });

  it('says what differs when the data is no longer the same', async () => {
    const removed = await callChannel(launched.page, 'data.remove', {
      instrumentId: 'imported:WALK-USDT',
      interval: '1h',
    });
    expect(removed.ok).toBe(true);
    const other = join(folder, 'other.csv');
    await writeCandleFile({ path: other, rows: 2990, intervalMs: HOUR_MS });
    const data = new DataPage(launched);
    await new WindowFrame(launched.page).open('Data');
    await data.choose(other);
    await data.region.getByLabel('Symbol').fill('WALK-USDT');
    await data.import();
    await data.result.waitFor();
    await new WindowFrame(launched.page).open('Backtest');
    await history.open();
    await history.runAgain('the fast one');
    expect(await history.verdict.getAttribute('data-bit-equal')).toBe('false');
    expect(await history.verdict.getByRole('rowheader').allTextContents()).toEqual(['Data', 'Result']);
    await history.closeDialog();
  });

  it('removes a run after asking', async () => {
    await history.remove('sma-cross 20/90');
    await expect.poll(() => history.column('name')).toEqual(['the fast one #1']);
  });
});
