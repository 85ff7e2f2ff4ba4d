import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import type { Money } from '../../src-main/model/money.ts';
import { moneyFromText, moneyToText } from '../../src-main/model/money.ts';
import { readCsvFile } from '../fakes/read-csv.ts';
import { openSession } from '../integration/src-main/composition/services-session.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { ParityPage } from './pages/parity-page.ts';
import { PortfolioPage } from './pages/portfolio-page.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const TRADED_MS = 45 * 60_000;

let dataDir: string;
let launched: LaunchedApp;
let frame: WindowFrame;
let portfolio: PortfolioPage;
let parity: ParityPage;

/** Two bots have traded on the demo market until now, in a session of before. */
async function tradeBefore(): Promise<void> {
  const session = openSession(dataDir, createSimulatedClock(Date.now() - TRADED_MS));
  const { handlers } = session.services;
  for (const [id, symbol] of [
    ['Swift', 'ETH-USDT'],
    ['Steady', 'BTC-USDT'],
  ] as const) {
    await handlers['bots.save']({
      ...{ id, name: id, instrumentId: `demo:${symbol}`, interval: '1m', strategyId: 'sma-cross' },
      params: { fast: 2, slow: 5 },
      risk: { sizeFraction: 0.3, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    });
    await handlers['bots.start']({ botId: id });
  }
  await session.run(TRADED_MS / 1000);
  await session.services.dispose();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-portfolio-'));
  await tradeBefore();
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  portfolio = new PortfolioPage(launched);
  parity = new ParityPage(launched.page);
});
afterAll(async () => {
  await launched?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const sumOf = (texts: readonly string[]): string =>
  moneyToText(texts.reduce((sum, text) => sum + moneyFromText(text), 0n) as Money);

/** Of all that the page draws, seen or not. */
const pageHeight = (): Promise<number> => portfolio.region.evaluate((element) => element.scrollHeight);

describe('the portfolio', () => {
  it('tells who earned what; the rows add up to the whole, by every grouping', async () => {
    await frame.open('Portfolio');
    await portfolio.attribution.waitFor();
    expect((await portfolio.rows()).sort()).toEqual(['Steady', 'Swift']);
    for (const grouping of ['Bot', 'Strategy', 'Entry tag', 'Exit tag', 'Symbol']) {
      await portfolio.groupBy(grouping);
      for (const column of ['Realised', 'Fees', 'Total']) {
        const all = await portfolio.exact(column);
        expect(sumOf(all.slice(0, -1))).toBe(all.at(-1));
      }
    }
    await portfolio.heatmap('Correlation of the traded symbols’ daily returns').waitFor();
    await portfolio.performance.getByText('Time-weighted return').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('follows the window when it gets smaller again', async () => {
    await resizeContent(launched, 1920, 1080);
    await expect.poll(() => pageHeight()).toBeGreaterThan(1000);
    await resizeContent(launched, 1280, 800);
    await expect.poll(() => pageHeight()).toBeLessThanOrEqual(800);
  });

  it('saves files that name what they hold', async () => {
    const path = join(dataDir, 'lots.csv');
    await portfolio.saveAs('Tax lots', path);
    const { head, rows } = readCsvFile(await readFile(path, 'utf8'));
    expect(head).toEqual({ file: 'tax lots', method: 'fifo', account: 'paper', year: 'all' });
    expect(rows.length).toBeGreaterThan(3);
  });
});

describe('parity', () => {
  it('splits each bot’s gap exactly, shows its trades, and decided as the backtest did', async () => {
    await frame.open('Parity');
    await parity.bots.waitFor();
    for (const bot of ['Swift', 'Steady']) {
      const [earned, backtest, gap] = await Promise.all(
        ['Earned', 'Backtest', 'Gap'].map((column) => parity.exact(bot, column)),
      );
      expect(sumOf([backtest ?? '', gap ?? ''])).toBe(earned);
      const parts = ['Signal', 'Timing', 'Spread, slippage', 'Fees', 'Missed fills', 'Size', 'Not replayed'];
      expect(sumOf(await Promise.all(parts.map((part) => parity.exact(bot, part))))).toBe(gap);
      expect(await parity.exact(bot, 'Signal')).toBe('0');
    }
    await parity.choose('Steady');
    expect(await parity.trades.getByRole('row').count()).toBeGreaterThan(2);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('hands measured costs to the backtest with one press', async () => {
    await parity.measured.getByText(/bps$/).first().waitFor();
    await parity.takeOver.click();
    const lab = launched.page.getByRole('region', { name: 'Backtest', exact: true });
    const spread = lab.getByLabel(/Spread/).first();
    await spread.waitFor();
    await expect.poll(() => spread.inputValue()).not.toBe('0');
    expect(Number(await spread.inputValue())).toBeGreaterThan(0);
    expect(await lab.getByRole('combobox', { name: 'Interval' }).inputValue()).toBe('1m');
  });
});
