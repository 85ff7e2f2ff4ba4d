import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { whenReady } from './pages/bellwether-page.ts';
import { writeCandleFile } from './pages/candle-files.ts';
import { ChartPage } from './pages/chart-page.ts';
import { DataPage } from './pages/data-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const FLAWED = [
  'Date;Open;High;Low;Close;Volume',
  '2024-01-01 00:00;100,0;101,5;99,5;101,0;10',
  '2024-01-01 01:00;101,0;102,0;100,0;101,5;11',
  '2024-01-01 02:00;101,5;100,0;102,0;101,0;11',
  '2024-01-01 03:00;101,5;103,0;101,0;102,0;-4',
  '2024-01-01 05:00;102,0;104,0;101,0;103,0;12',
  '2024-01-01 05:00;102,0;104,0;101,0;103,0;12',
  'not a row',
  '2024-01-01 08:00;103,0;105,0;102,0;104,0;9',
].join('\n');

let launched: LaunchedApp;
let data: DataPage;
let frame: WindowFrame;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-files-'));
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  await frame.open('Data');
  data = new DataPage(launched);
});
afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
});

describe('importing', () => {
  it('says that nothing is stored yet', async () => {
    await data.region.getByText('Nothing is stored yet').waitFor();
  });

  it('shows what it understood of a file, open to correction', async () => {
    const path = join(folder, 'TST-EUR-1h.csv');
    await writeFile(path, FLAWED);
    await data.choose(path);
    await data.region.getByText('semicolon').waitFor();
    await data.region.getByText('2024-01-01 05:00').first().waitFor();
    expect(await data.region.getByRole('textbox', { name: 'Symbol' }).inputValue()).toBe('TST-EUR');
    expect(await data.region.getByRole('combobox', { name: 'Interval' }).inputValue()).toBe('1h');
    expect(await data.region.getByRole('combobox', { name: 'Time zone of the file' }).inputValue()).toBe('UTC');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('asks for what is missing before anything is read', async () => {
    const symbol = data.region.getByRole('textbox', { name: 'Symbol' });
    await symbol.fill('');
    await data.import();
    await data.region.getByText('Type the symbol').waitFor();
    await symbol.fill('tst/eur');
  });

  it('counts every row and shows the rejected ones in their own words', async () => {
    await data.import();
    await data.result.waitFor();
    const counts = ['rows', 'inserted', 'changed', 'rejected', 'gaps', 'missingBars'].map((name) => data.count(name));
    expect(await Promise.all(counts)).toEqual(['8', '4', '0', '4', '2', '5']);
    expect(await data.rejectedLines('High below low').allTextContents()).toEqual([
      '42024-01-01 02:00;101,5;100,0;102,0;101,0;11',
    ]);
    expect(await data.rejectedLines('Same time as an earlier row').allTextContents()).toEqual([
      '72024-01-01 05:00;102,0;104,0;101,0;103,0;12',
    ]);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('says why a file without a good row changes nothing', async () => {
    const path = join(folder, 'EMPTY-EUR-1h.csv');
    await writeFile(path, 'time,open,high,low,close,volume\n1704067200000,5,1,2,5,1\n');
    await data.choose(path);
    await data.region.getByRole('button', { name: 'Import', exact: true }).waitFor();
    const interval = data.region.getByRole('combobox', { name: 'Interval' });
    if ((await interval.inputValue()) === '') {
      await interval.click();
      await launched.page.getByRole('option', { name: '1h', exact: true }).click();
    }
    await data.import();
    await data.region.getByRole('alert').getByText('The file has no usable row; nothing was changed').waitFor();
    expect(await data.row('EMPTY-EUR').count()).toBe(0);
  });

  it('is cancelled on request and keeps nothing', async () => {
    const path = join(folder, 'LONG-USDT-1m.csv');
    await writeCandleFile({ path, rows: 600_000, intervalMs: 60_000 });
    await data.choose(path);
    await data.import();
    await data.region.getByRole('button', { name: 'Cancel' }).click();
    await data.region.getByText('The import was cancelled. Nothing was kept.').waitFor();
    expect(await data.row('LONG-USDT').count()).toBe(0);
  });
});

describe('what is stored', () => {
  it('has its coverage and its gaps', async () => {
    const row = data.row('TST-EUR');
    await row.getByRole('img', { name: '44.44% of the candles are there, 2 gaps' }).waitFor();
    await row.getByRole('button', { name: 'Gaps of TST-EUR 1h' }).click();
    const dialog = launched.page.getByRole('dialog', { name: 'Gaps in TST-EUR 1h' });
    await dialog.getByRole('row').nth(2).waitFor();
    expect(await dialog.getByRole('row').allTextContents()).toEqual([
      'FromUntilLengthMissing candles',
      // As the machine's own locale orders a date.
      expect.stringMatching(/^(01 Jan|Jan 01,) 2024 02:00(01 Jan|Jan 01,) 2024 05:003 h3$/),
      expect.stringMatching(/^(01 Jan|Jan 01,) 2024 06:00(01 Jan|Jan 01,) 2024 08:002 h2$/),
    ]);
    await launched.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('opens on the chart', async () => {
    await data.row('TST-EUR').getByRole('button', { name: 'Open the chart of TST-EUR 1h' }).click();
    const chart = new ChartPage(launched.page);
    await chart.whenDrawn('TST-EUR', '1h');
    expect(await chart.rowsDrawn()).toBe(4);
    expect(await chart.feedState.textContent()).toContain('Stored candles, not live');
    await frame.open('Data');
  });

  it('is removed only after a second question', async () => {
    const remove = data.row('TST-EUR').getByRole('button', { name: 'Remove TST-EUR 1h' });
    const dialog = launched.page.getByRole('dialog', { name: 'Remove stored candles' });
    await remove.click();
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.waitFor({ state: 'detached' });
    await remove.click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await data.region.getByText('Nothing is stored yet').waitFor();
  });
});
