import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { accessibilityViolations } from './pages/axe.ts';
import { BacktestPage } from './pages/backtest-page.ts';
import { whenReady } from './pages/bellwether-page.ts';
import { writeCandleFile } from './pages/candle-files.ts';
import { DataPage } from './pages/data-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

type CommandResult = {
  readonly finalEquity: string;
  readonly trades: readonly { readonly profit: string; readonly quantity: string }[];
  readonly metrics: Readonly<Record<string, number | string | null>>;
};

const HOUR_MS = 3_600_000;
const STATISTICS = ['totalReturn', 'maxDrawdown', 'sharpe', 'winRate', 'profitFactor', 'exposure', 'fees'];

let launched: LaunchedApp;
let backtest: BacktestPage;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-files-'));
  file = join(folder, 'WALK-USDT-1h.csv');
  await writeCandleFile({ path: file, rows: 3000, intervalMs: HOUR_MS });
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  const frame = new WindowFrame(launched.page);
  await frame.open('Data');
  const data = new DataPage(launched);
  await data.choose(file);
  await data.import();
  await data.result.waitFor();
  await frame.open('Backtest');
  backtest = new BacktestPage(launched.page);
});
afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
});

/** The same test on the command line. */
async function onCommandLine(params: object): Promise<CommandResult> {
  const flags = ['--file', file, '--symbol', 'WALK-USDT', '--interval', '1h', '--strategy', 'sma-cross'];
  const args = ['backtest', ...flags, '--params', JSON.stringify(params)];
  const script = join(projectRoot, 'scripts', 'cli.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 64_000_000 });
  return JSON.parse(stdout) as CommandResult;
}

describe('the backtest page', () => {
  it('says what to do, and what is missing', async () => {
    await backtest.region.getByText('No result yet').waitFor();
    await backtest.fill('Capital, USDT', '');
    await backtest.run();
    await backtest.region.getByText('Required').first().waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await backtest.fill('Capital, USDT', '10000');
  });

  it('opens with something to test: one press gives a result', async () => {
    await backtest.run();
    await backtest.result.getByText('BTC-USDT 1h').waitFor();
    await backtest.result.getByText('Simulated data').waitFor();
  });

  it('gives the numbers of the command line, to the last digit', async () => {
    await backtest.choose('Data set', /WALK-USDT 1h/);
    await backtest.choose('Strategy', 'Moving average cross');
    await backtest.fill('Fast period', '12');
    await backtest.fill('Slow period', '40');
    await backtest.run();
    await backtest.result.getByText('WALK-USDT 1h').waitFor();
    const expected = await onCommandLine({ fast: 12, slow: 40 });
    expect(await backtest.finalEquity()).toBe(expected.finalEquity);
    expect(await backtest.metricText('trades')).toBe(String(expected.trades.length));
    for (const name of STATISTICS) {
      expect([name, await backtest.metric(name)]).toEqual([name, String(expected.metrics[name])]);
    }
    expect(Number((await backtest.column('quantity'))[0])).toBe(Number(expected.trades[0]?.quantity));
    expect(await backtest.exactValue(0, 'profit')).toBe(expected.trades[0]?.profit);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('sorts trades by the exact value of a column', async () => {
    await backtest.trades.getByText('Profit, USDT').click();
    const numbers = (texts: readonly string[]): readonly number[] =>
      texts.map((text) => Number(text.replace('−', '-').replaceAll(',', '')));
    await expect
      .poll(async () => {
        const shown = numbers(await backtest.column('profit'));
        return shown.length > 3 && shown.every((value, index) => index === 0 || value >= (shown[index - 1] as number));
      })
      .toBe(true);
  });

  it('draws the trades on the chart', async () => {
    await backtest.result.getByRole('tab', { name: 'Trades on the chart' }).click();
    await backtest.result.locator('[data-chart-phase="ready"]').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('says why a statistic is undefined', async () => {
    await backtest.fill('Fast period', '900');
    await backtest.fill('Slow period', '2990');
    await backtest.run();
    await expect.poll(() => backtest.metricText('trades')).toBe('0');
    expect(await backtest.metricText('winRate')).toBe('– no trades');
    expect(await backtest.metric('winRate')).toBeNull();
    await backtest.result.getByText('The strategy made no trade on this data.').waitFor();
  });

  it('shows what the engine refuses', async () => {
    await backtest.fill('Fast period', '40');
    await backtest.fill('Slow period', '12');
    await backtest.run();
    await backtest.region.getByRole('alert').getByText('The strategy does not accept these parameters').waitFor();
  });

  it('refuses a cost that is no number beside its field', async () => {
    await backtest.fill('Fee, bps', 'ten');
    await backtest.run();
    await backtest.region.getByText('A number such as 10 or 0.5').waitFor();
    await backtest.fill('Fee, bps', '10');
  });

  it('tests on the simulated market too', async () => {
    await backtest.choose('Data set', 'BTC-USDT');
    await backtest.choose('Interval', '5m');
    await backtest.fill('Fast period', '10');
    await backtest.fill('Slow period', '30');
    await backtest.run();
    await backtest.result.getByText('Simulated data').waitFor();
  });
});
