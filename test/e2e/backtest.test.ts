import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

type Figures = Readonly<Record<string, number | string | null>>;

type CommandResult = {
  readonly statistics: Figures & {
    readonly monthlyReturns: readonly { readonly months: readonly (number | null)[] }[];
    readonly drawdowns: readonly unknown[];
  };
  readonly peerMetrics: Readonly<Record<string, Figures>>;
  readonly finalEquity: string;
  readonly trades: readonly { readonly profit: string; readonly quantity: string }[];
  readonly metrics: Figures;
  readonly costSweep: {
    readonly points: readonly { readonly netProfit: string }[];
    readonly breakEven: { sentence: string };
  };
  readonly bounds: Readonly<Record<'pessimistic' | 'optimistic', { readonly netProfit: string }>>;
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
async function onCommandLine(params: object, more: readonly string[] = []): Promise<CommandResult> {
  const flags = ['--file', file, '--symbol', 'WALK-USDT', '--interval', '1h', '--strategy', 'sma-cross'];
  const args = ['backtest', ...flags, '--params', JSON.stringify(params), ...more];
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
    await backtest.openTab('Trades (');
    expect(Number((await backtest.column('quantity'))[0])).toBe(Number(expected.trades[0]?.quantity));
    expect(await backtest.exactValue(0, 'profit')).toBe(expected.trades[0]?.profit);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('goes by regimes as the command line does, and says what was earned in which', async () => {
    const goesByThem = backtest.region.getByRole('switch', { name: 'Goes by the market’s regime' });
    await goesByThem.click();
    await backtest.fill('Size in range', '50');
    await backtest.run();
    const allowed = ['range', 'trendUp', 'trendDown', 'highVolatility'];
    const regimes = JSON.stringify({ allowed, sizeFactors: { range: 0.5 } });
    const expected = await onCommandLine({ fast: 12, slow: 40 }, ['--regimes', regimes]);
    await expect.poll(() => backtest.finalEquity()).toBe(expected.finalEquity);
    await backtest.openTab('Trades (');
    const names = backtest.result.locator('[data-groups="regime"] th[scope="row"]');
    await names.first().waitFor();
    expect((await names.allTextContents()).join()).toMatch(/range|trend up/);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await goesByThem.click();
    await backtest.run();
    await expect.poll(() => backtest.finalEquity()).not.toBe(expected.finalEquity);
    await backtest.openTab('Trades (');
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

  it('opens a trade on the chart with what the strategy saw, and walks to the next, by keys alone', async () => {
    const { page } = launched;
    await backtest.result
      .getByRole('button', { name: /^Show trade \d+ on the chart$/ })
      .first()
      .press('Enter');
    const details = backtest.result.getByTestId('trade-details');
    const seen = details.locator('[data-seen^="fast."]').first();
    await seen.waitFor();
    expect(Number(await seen.getAttribute('title'))).toBeGreaterThan(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    const label = await details.getAttribute('aria-label');
    const way = (await details.getByRole('button', { name: 'Next' }).isEnabled()) ? 'Next' : 'Previous';
    await details.getByRole('button', { name: way }).press('Enter');
    await expect.poll(() => details.getAttribute('aria-label')).not.toBe(label);
  });

  it('draws the trades on the chart', async () => {
    await backtest.openTab('Trades on the chart');
    await backtest.result.locator('[data-chart-phase="ready"]').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'in %s every part of the report is reached with the keyboard and is there for everybody',
    async (theme) => {
      const { page } = launched;
      await callChannel(page, 'settings.change', { theme });
      await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
      await backtest.openTab('Overview');
      for (const name of ['Returns', 'Trades (', 'Trades on the chart', 'Statistics', 'Costs']) {
        await page.keyboard.press('ArrowRight');
        await backtest.result.locator('[role="tab"][aria-selected="true"]', { hasText: name }).waitFor();
        if (name !== 'Trades on the chart') expect([name, await accessibilityViolations(page)]).toEqual([name, []]);
      }
    },
  );

  it('shows the statistics and the other programs’ figures of the command line', async () => {
    const { statistics, peerMetrics } = await onCommandLine({ fast: 12, slow: 40 });
    await backtest.openTab('Statistics');
    for (const name of ['omega', 'ulcerIndex', 'valueAtRisk', 'skewness', 'probabilisticSharpe', 'tradedValue']) {
      expect([name, await backtest.statistic(name)]).toEqual([name, String(statistics[name])]);
    }
    for (const program of ['freqtradeTrades', 'freqtradeWallet', 'backtestingPy', 'nautilusTrader']) {
      const shown = await backtest.peerFigure(program, 'sharpe');
      expect([program, shown]).toEqual([program, String(peerMetrics[program]?.sharpe)]);
    }
  });

  it('tells what a figure means to the mouse and to the keyboard', async () => {
    const term = backtest.result.getByRole('button', { name: 'Omega ratio' });
    await term.focus();
    await launched.page.keyboard.press('Shift+Tab');
    await launched.page.keyboard.press('Tab');
    const tooltip = launched.page.getByRole('tooltip').filter({ hasText: 'Sum of daily gains' });
    await tooltip.waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await term.blur();
    await tooltip.waitFor({ state: 'detached' });
    await term.hover();
    await tooltip.waitFor();
    await launched.page.mouse.move(0, 0);
  });

  it('shows months and drawdowns as the command line has them', async () => {
    const { statistics } = await onCommandLine({ fast: 12, slow: 40 });
    await backtest.openTab('Returns');
    const months = statistics.monthlyReturns.flatMap((year) => year.months).filter((value) => value !== null);
    const cells = backtest.result.getByTestId('monthly-returns').locator('td[data-heat][title]');
    const shown = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('title')));
    expect(shown).toEqual(months.map(String));
    expect(await backtest.result.getByTestId('drawdowns').locator('tbody tr').count()).toBe(
      statistics.drawdowns.length,
    );
  });

  it('groups and costs add up to the result', async () => {
    await backtest.openTab('Trades (');
    const trades = Number(
      /\d+/.exec((await backtest.result.getByRole('tab', { name: 'Trades (' }).textContent()) ?? '')?.[0],
    );
    const counts = await backtest.result.locator('[data-groups="exitReason"] td:nth-child(2)').allTextContents();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(trades);
    await backtest.openTab('Costs');
    const fees = await backtest.result.locator('[data-cost="takerFees"]').getAttribute('title');
    expect(Number(fees)).toBeGreaterThan(0);
    await backtest.result.getByText('No order was refused.').waitFor();
  });

  it('tries other costs and both readings of a candle, as the command line does', async () => {
    const { costSweep, bounds } = await onCommandLine({ fast: 12, slow: 40 }, ['--cost-sweep', '--bounds']);
    await backtest.result.getByRole('button', { name: 'Try other costs' }).click();
    await backtest.result.getByTestId('bounds').waitFor();
    expect(await backtest.result.getByTestId('break-even').getAttribute('title')).toBe(costSweep.breakEven.sentence);
    const cells = backtest.result.getByTestId('cost-sweep').locator('td[title]');
    const shown = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('title')));
    expect(shown.toSorted()).toEqual(costSweep.points.map(({ netProfit }) => netProfit).toSorted());
    for (const name of ['pessimistic', 'optimistic'] as const) {
      const bound = backtest.result.locator(`[data-bound="${name}"]`);
      expect([name, await bound.getAttribute('title')]).toEqual([name, bounds[name].netProfit]);
    }
  });

  it('checks the strategy on its candles, and keeps what was found while other parts are looked at', async () => {
    await backtest.result.getByRole('button', { name: 'Check this strategy on these candles' }).click();
    await backtest.result.getByTestId('checks').waitFor();
    const verdicts = await backtest.result
      .locator('[data-check]')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('data-check'), one.getAttribute('data-verdict')]));
    expect(verdicts).toEqual([
      ['lookAhead', 'passed'],
      ['warmUp', 'passed'],
      ['repainting', 'passed'],
    ]);
    await backtest.openTab('Overview');
    await backtest.openTab('Costs');
    await backtest.result.getByTestId('checks').waitFor();
    await backtest.result.getByTestId('bounds').waitFor();
  });

  it('is held against the limits in force: each refused entry, and the equity with and without', async () => {
    const { page } = launched;
    const snapshot = await callChannel(page, 'app.snapshot', {});
    if (!snapshot.ok) throw new Error('expected a snapshot');
    const orderValue = { most: 0.000_001, onBreach: 'refuse' } as const;
    await callChannel(page, 'settings.change', { governor: { ...snapshot.value.settings.governor, orderValue } });
    await backtest.result.getByRole('button', { name: 'Hold against my limits' }).click();
    const replay = backtest.result.getByTestId('limits-replay');
    await replay.getByRole('img', { name: /^Realised equity over time/ }).waitFor();
    const refused = await replay.getByTestId('refused-entries').locator('tbody tr').count();
    expect(refused).toBeGreaterThan(2);
    await replay.getByText(`${refused} of ${refused} round trips would have been refused.`).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'in %s what was asked for and the form’s details are there for everybody',
    async (theme) => {
      const { page } = launched;
      await callChannel(page, 'settings.change', { theme });
      await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
      await backtest.openFills(true);
      expect(await accessibilityViolations(page)).toEqual([]);
      await backtest.openFills(false);
    },
  );

  it.each([
    ['Tear sheet', 'html', '<!doctype html>'],
    ['JSON', 'json', '{"strategy":"sma-cross"'],
    ['CSV', 'csv', 'number,symbol,side,'],
  ])('saves it as %s where the person says', async (button, extension, beginning) => {
    const path = join(folder, `kept.${extension}`);
    await backtest.saveAs(launched, button, path);
    await backtest.result.getByRole('status').getByText(`Saved as kept.${extension}`).waitFor();
    expect((await readFile(path, 'utf8')).slice(0, beginning.length)).toBe(beginning);
  });

  it('saves nothing when the person chose nowhere, and says why when it cannot', async () => {
    await backtest.saveAs(launched, 'CSV', null);
    await backtest.result.getByRole('button', { name: 'CSV' }).isEnabled();
    expect(await backtest.result.getByText(/^Saved as/).count()).toBe(0);
    await backtest.saveAs(launched, 'CSV', join(folder, 'missing', 'kept.csv'));
    const notice = launched.page.getByRole('alert').filter({ hasText: 'The file cannot be written' });
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Close' }).click();
  });

  it('fills as was chosen, to the last digit of the command line', async () => {
    await backtest.openFills(true);
    await backtest.fill('Stop loss, %', '2');
    await backtest.fill('Take profit, %', '3');
    await backtest.fill('Taker fee, bps', '4.5');
    await backtest.fill('Latency, ms', 'soon');
    await backtest.run();
    await backtest.region.getByText('A number such as 10 or 0.5').waitFor();
    await backtest.fill('Latency, ms', '0');
    await backtest.choose('Profile', 'TradingView');
    await backtest.fill('Slippage, ticks', '3');
    await backtest.run();
    const exits = ['--stop-loss-fraction', '0.02', '--take-profit-fraction', '0.03', '--taker-fee-bps', '4.5'];
    const profile = ['--fill-profile', 'tradingview', '--slippage-ticks', '3'];
    const expected = await onCommandLine({ fast: 12, slow: 40 }, [...exits, ...profile]);
    await expect.poll(() => backtest.finalEquity()).toBe(expected.finalEquity);
    await backtest.choose('Profile', 'Plain');
    await backtest.choose('Path inside a candle', 'For us');
    await backtest.choose('A limit order fills when the price', 'touches it');
    await backtest.run();
    const models = ['--path', 'optimistic', '--fill-model', 'touch'];
    const optimistic = await onCommandLine({ fast: 12, slow: 40 }, [...exits, ...models]);
    expect(optimistic.finalEquity).not.toBe(expected.finalEquity);
    await expect.poll(() => backtest.finalEquity()).toBe(optimistic.finalEquity);
    await backtest.choose('Path inside a candle', 'Against us');
    await backtest.choose('A limit order fills when the price', 'trades through it');
    for (const name of ['Stop loss, %', 'Take profit, %', 'Taker fee, bps']) await backtest.fill(name, '');
    await backtest.openFills(false);
  });

  it('says why a statistic is undefined', async () => {
    await backtest.fill('Fast period', '900');
    await backtest.fill('Slow period', '2990');
    await backtest.run();
    await backtest.openTab('Overview');
    await expect.poll(() => backtest.metricText('trades')).toBe('0');
    expect(await backtest.metricText('winRate')).toBe('– no trades');
    expect(await backtest.metric('winRate')).toBeNull();
    for (const tab of ['Returns', 'Statistics', 'Costs', 'Trades ('] as const) await backtest.openTab(tab);
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
