import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BacktestPage } from './pages/backtest-page.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ChartPage } from './pages/chart-page.ts';
import { CommandPalette } from './pages/command-palette.ts';
import { KeyboardOnly } from './pages/keyboard-only.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const WAIT = { timeout: 10_000, interval: 25 };

let launched: LaunchedApp;
let keys: KeyboardOnly;
let frame: WindowFrame;

async function snapshot() {
  const answer = await callChannel(launched.page, 'app.snapshot', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
const ordersIn = async (state: string) => (await snapshot()).orders.filter((order) => order.state === state).length;
const botOf = async (name: string) => (await snapshot()).bots.find(({ config }) => config.name === name);
const dialog = (name: string) => launched.page.getByRole('dialog', { name, exact: true });

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(8000);
  await resizeContent(launched, 1280, 800);
  keys = new KeyboardOnly(launched.page);
  frame = new WindowFrame(launched.page);
});
afterAll(() => launched.close());

describe('a whole journey without a mouse', () => {
  it('makes a bot in its form; the focus comes back from there', async () => {
    await keys.act('New bot');
    await dialog('New bot, step by step').waitFor();
    await keys.act('All on one page');
    await dialog('New bot').waitFor();
    await keys.type('Name', 'Keyboard grid');
    await keys.choose('Strategy', 'Grid');
    await keys.act('Save bot');
    await dialog('New bot').waitFor({ state: 'detached' });
    expect((await botOf('Keyboard grid'))?.config.strategyId).toBe('grid');
    const focused = launched.page.locator('button:focus');
    await vi.waitFor(async () => expect(await focused.textContent()).toBe('New bot'), WAIT);
  });

  it('starts it with the button of its row', async () => {
    await keys.act('Start Keyboard grid');
    await vi.waitFor(async () => expect((await botOf('Keyboard grid'))?.state).toBe('running'), WAIT);
  });

  it('opens its chart, and walks in it', async () => {
    const bot = await botOf('Keyboard grid');
    await new CommandPalette(launched.page).run('keyboard grid chart', 'Show Keyboard grid on the chart');
    const chart = new ChartPage(launched.page);
    await chart.whenDrawn(bot?.symbol ?? '', bot?.config.interval ?? '');
    await keys.tabTo(/^Candles of /);
    await keys.press('ArrowLeft', 'ArrowLeft');
  });

  it('runs a backtest', async () => {
    await keys.press('Control+5');
    const backtest = new BacktestPage(launched.page);
    await backtest.region.getByText('No result yet').waitFor();
    await keys.act('Run backtest');
    await backtest.result.waitFor({ timeout: 30_000 });
  });

  it('sends an order far from the market, and cancels it', async () => {
    await keys.press('Control+Shift+O');
    await launched.page.locator('[aria-label="Side"] input:checked:focus').waitFor({ state: 'attached' });
    await keys.choose('Type', 'Limit');
    const price = launched.page.getByRole('textbox', { name: 'Limit price', exact: true });
    await price.waitFor();
    await keys.type('Limit price', '50000');
    await keys.type('Size', '500');
    await launched.page.getByText('Fee, maker').waitFor();
    await keys.press('Enter');
    await dialog('Send this order?').waitFor();
    await keys.press('Enter');
    await dialog('Send this order?').waitFor({ state: 'detached' });
    await keys.press('Control+4');
    await launched.page.getByRole('button', { name: /^Cancel Entry/ }).waitFor();
    await keys.act(/^Cancel Entry/);
    await vi.waitFor(async () => expect(await ordersIn('cancelled')).toBe(1), WAIT);
  });

  it('trips the kill switch from inside a field, and releases it', async () => {
    await keys.press('Control+5');
    await keys.tabTo('Capital, USDT');
    await keys.press('Control+Shift+X');
    await frame.haltBanner.waitFor();
    expect((await snapshot()).halt).not.toBeNull();
    await keys.act('Release');
    await dialog('Release the halt').waitFor();
    await keys.type('Why is it safe to trade again?', 'looked at every order');
    await keys.press('Enter');
    await frame.haltBanner.waitFor({ state: 'detached' });
    expect((await snapshot()).halt).toBeNull();
  });

  it('always showed where the focus was', () => {
    expect(keys.unseen).toEqual([]);
  });
});
