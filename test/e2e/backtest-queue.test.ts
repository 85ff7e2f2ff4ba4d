import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../src-preload/contract/research-views.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { BacktestPage } from './pages/backtest-page.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

/** The machine may be busy with what was cancelled. */
const PATIENT = { timeout: 30_000 };
const DAY_MS = 86_400_000;
/** Runs of a month of minutes in front of those that wait: as many as no machine ends while a page is looked at. */
const BUSY = 99;

let launched: LaunchedApp;
let backtest: BacktestPage;

function requestOf(fast: number, days: number): BacktestRequest {
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return {
    ...{ instrumentId: 'demo:BTC-USDT', interval: '1m', fromMs: toMs - days * DAY_MS, toMs },
    ...{ strategyId: 'sma-cross', params: { fast, slow: 200 }, capital: '10000' },
    ...{ feeBps: 10, slippageBps: 0, spreadBps: 0, sizeFraction: 1 },
    ...{ stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  };
}

async function enqueue(fast: number, days: number): Promise<void> {
  const started = await callChannel(launched.page, 'backtest.start', requestOf(fast, days));
  if (!started.ok) throw new Error(started.error.message);
}

/** Takes the long runs out again, so that what waits behind them has its turn. */
async function cancelBusy(): Promise<void> {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  const busy = snapshot.value.jobs.filter(({ title }) => /sma-cross 1\d\d\//.test(title));
  for (const { jobId } of busy.toReversed()) await callChannel(launched.page, 'jobs.cancel', { jobId });
}

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  await new WindowFrame(launched.page).open('Backtest');
  backtest = new BacktestPage(launched.page);
});
afterAll(async () => launched.close());

describe('the queue of backtests', () => {
  it('says what it is for while it is empty', async () => {
    await backtest.openLabTab('Queue');
    await backtest.region.getByText('Nothing runs or waits').waitFor();
  });

  it('keeps runs waiting in an order that can be changed, with the keyboard too', async () => {
    for (let fast = 1; fast <= BUSY; fast += 1) await enqueue(100 + fast, 30);
    for (const fast of [10, 20, 30]) await enqueue(fast, 2);
    const waiting = backtest.queuedRuns('queued');
    await waiting
      .filter({ hasText: 'sma-cross 30/200' })
      .getByRole('button', { name: /^Earlier/ })
      .press('Enter');
    await expect
      .poll(
        async () => (await waiting.locator('strong').allTextContents()).map((title) => title.split(' ')[1]).slice(-3),
        PATIENT,
      )
      .toEqual(['10/200', '30/200', '20/200']);
  });

  it('takes one out that waits', async () => {
    await backtest
      .queuedRuns('queued')
      .filter({ hasText: 'sma-cross 20/200' })
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await backtest.queuedRuns('cancelled').filter({ hasText: 'sma-cross 20/200' }).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('goes on while the window is loaded anew, and shows what runs there', async () => {
    await launched.page.reload();
    await whenReady(launched.page);
    await new WindowFrame(launched.page).open('Backtest');
    await backtest.openLabTab('Queue');
    await backtest.queuedRuns('cancelled').filter({ hasText: 'sma-cross 20/200' }).waitFor();
    await cancelBusy();
    await expect
      .poll(() => Promise.all(['10/200', '30/200'].map((name) => backtest.stateOfRun(`sma-cross ${name}`))), PATIENT)
      .toEqual(['done', 'done']);
  });

  it('shows the result of any that is done, and the history has it', async () => {
    await backtest
      .queuedRuns('done')
      .filter({ hasText: 'sma-cross 30/200' })
      .getByRole('button', { name: /^Show/ })
      .click();
    await backtest.result.getByText('BTC-USDT 1m').waitFor();
    await backtest.openLabTab('History');
    await backtest.region
      .getByRole('button', { name: /sma-cross 30\/200/ })
      .first()
      .waitFor();
  });
});
