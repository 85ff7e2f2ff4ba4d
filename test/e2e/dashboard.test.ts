import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { CommandPalette } from './pages/command-palette.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const WAIT = { timeout: 10_000, interval: 25 };
/** The demo market has hours in which a symbol trades three times a minute. */
const QUIET_MINUTE_MS = 60_000;

/** A control that is there answers long before; one that is not should fail the test, not the run. */
const ACTION_LIMIT_MS = 8_000;

let launched: LaunchedApp;
let frame: WindowFrame;
let dashboard: DashboardPage;

beforeAll(async () => {
  launched = await launchApp();
  frame = new WindowFrame(launched.page);
  dashboard = new DashboardPage(launched.page);
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  await resizeContent(launched, 1280, 800);
});
afterAll(() => launched.close());

describe('the first start', () => {
  it('greets, says that everything is simulated and which market it is, and names the asset of every amount', async () => {
    expect(await dashboard.welcome.textContent()).toContain('one paper bot is ready');
    expect(await frame.simulatedMarket.textContent()).toMatch(/^Simulated market · seed \S+$/);
    await launched.page.getByText('Paper', { exact: true }).waitFor();
    const figures = await Promise.all(
      ['Equity', 'Profit today', 'Profit total', 'Cash'].map((name) => dashboard.figure(name)),
    );
    expect(figures).toEqual(['10,000.00 USDT', '0.00 USDT', '0.00 USDT', '10,000.00 USDT']);
  });

  it('fits 1280 by 800 without scrolling the page', async () => {
    const overflow = await launched.page.evaluate(() => {
      const page = document.querySelector('main section');
      if (page === null) throw new Error('the page has no region');
      return [page.scrollHeight - page.clientHeight, page.scrollWidth - page.clientWidth];
    });
    expect(overflow).toEqual([0, 0]);
  });

  it('has the stop button in sight at the smallest size of the window', async () => {
    await resizeContent(launched, 900, 600);
    const box = await frame.stopButton.boundingBox();
    const width = await launched.page.evaluate(() => window.innerWidth);
    expect(box === null ? Number.POSITIVE_INFINITY : box.x + box.width).toBeLessThanOrEqual(width);
    await resizeContent(launched, 1280, 800);
  });

  it('prices move by themselves', { timeout: QUIET_MINUTE_MS + 10_000 }, async () => {
    const price = dashboard.cell('First bot', 'price');
    await vi.waitFor(async () => expect(await price.textContent()).toMatch(/^[\d,]+\.\d USDT$/));
    const first = await price.textContent();
    const wait = { timeout: QUIET_MINUTE_MS, interval: 25 };
    await vi.waitFor(async () => expect(await price.textContent()).not.toBe(first), wait);
  });

  it('the first steps are ticked off by what is there; one press starts the bot', async () => {
    expect(await dashboard.stepsDone()).toEqual(['prices']);
    await dashboard.welcome.getByRole('button', { name: 'Start First bot' }).click();
    await dashboard.action('Stop', 'First bot').waitFor();
    expect(await dashboard.cell('First bot', 'state').textContent()).toBe('Running');
    await vi.waitFor(async () => expect(await dashboard.stepsDone()).toEqual(['prices', 'bot']), WAIT);
    expect(await dashboard.figure('Bots running')).toBe('1');
  });

  it('the list of first steps is put away, and brought back from the palette', async () => {
    await dashboard.welcome.getByRole('button', { name: 'Put away' }).press('Enter');
    await dashboard.welcome.waitFor({ state: 'detached' });
    await new CommandPalette(launched.page).run('first steps', 'First steps');
    await dashboard.welcome.waitFor();
    expect(await dashboard.stepsDone()).toEqual(['prices', 'bot']);
    await dashboard.welcome.getByRole('button', { name: 'Put away' }).press('Enter');
    await dashboard.welcome.waitFor({ state: 'detached' });
  });

  it('a bot that has not judged a candle yet says so where its score is explained', async () => {
    await dashboard.bots.getByRole('button', { name: /^Score of First bot/ }).click();
    const explanation = launched.page.getByRole('dialog', { name: /^Score of First bot/ });
    expect(await explanation.textContent()).toMatch(/has not judged a candle yet|Decided at the close of/);
    await launched.page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'detached' });
  });
});

describe('bots', () => {
  it('a new one is made from the strategy’s own parameters, wrong values are said beside their field', async () => {
    const drawer = await dashboard.newBot();
    await drawer.getByLabel('Name').fill('Second bot');
    await drawer.getByRole('combobox', { name: 'Strategy' }).click();
    await launched.page.getByRole('option', { name: 'Moving average cross', exact: true }).click();
    await drawer.getByLabel('Fast period').fill('0');
    await drawer.getByText('At least 1').waitFor();
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    expect(await drawer.isVisible()).toBe(true);
    await drawer.getByLabel('Fast period').fill('5');
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    await drawer.waitFor({ state: 'detached' });
    expect(await dashboard.cell('Second bot', 'state').textContent()).toBe('Stopped');
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    const saved = snapshot.ok ? snapshot.value.bots.find(({ config }) => config.name === 'Second bot') : undefined;
    expect(saved?.config).toMatchObject({ strategyId: 'sma-cross', params: { fast: 5, slow: 30, direction: 'long' } });
  });

  it('what the main process refuses is shown with its reason', async () => {
    await dashboard.action('Edit', 'Second bot').click();
    const drawer = launched.page.getByRole('dialog', { name: 'Edit Second bot' });
    await drawer.getByLabel('Fast period').fill('40');
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    await launched.page.getByText('fast must be below slow').waitFor();
    await launched.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('one goes by the regimes of its market: which it enters in, and with how much of its size', async () => {
    await dashboard.action('Edit', 'Second bot').click();
    const drawer = launched.page.getByRole('dialog', { name: 'Edit Second bot' });
    await drawer.getByRole('switch', { name: 'Goes by the market’s regime' }).click();
    await drawer.getByRole('checkbox', { name: 'trend down' }).uncheck();
    await drawer.getByLabel('Size in high volatility').fill('50');
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    await drawer.waitFor({ state: 'detached' });
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    const saved = snapshot.ok ? snapshot.value.bots.find(({ config }) => config.name === 'Second bot') : undefined;
    expect(saved?.config.regimes).toEqual({
      allowed: ['range', 'trendUp', 'highVolatility'],
      sizeFactors: { highVolatility: 0.5 },
    });
  });

  it('another page and back leaves the grid alive, the same one', async () => {
    const grid = launched.page.getByRole('region', { name: 'Dashboard' }).locator('.ag-root').first();
    const made = await grid.elementHandle();
    await frame.open('Settings');
    await callChannel(launched.page, 'bots.stop', { botId: 'first-bot' });
    await frame.open('Dashboard');
    expect(await grid.evaluate((now, before) => now === before, made)).toBe(true);
    await dashboard.action('Start', 'First bot').click();
    await dashboard.action('Stop', 'First bot').waitFor();
  });

  it('one that is not needed any more is removed after a question', async () => {
    await dashboard.action('Edit', 'Second bot').click();
    const drawer = launched.page.getByRole('dialog', { name: 'Edit Second bot' });
    await drawer.getByRole('button', { name: 'Remove bot' }).click();
    await drawer.getByRole('button', { name: 'Remove', exact: true }).click();
    await drawer.waitFor({ state: 'detached' });
    await dashboard.cell('Second bot', 'state').waitFor({ state: 'detached' });
  });
});

describe('stop everything', () => {
  it('by shortcut: halts at once, says why and since when, and lets nothing start', async () => {
    await launched.page.keyboard.press('Control+Shift+X');
    await frame.haltBanner.waitFor();
    expect(await frame.haltBanner.textContent()).toMatch(/Trading halted.+since \d\d \w{3} \d{4} \d\d:\d\d:\d\d/);
    await dashboard.action('Start', 'First bot').waitFor();
    expect(await dashboard.action('Start', 'First bot').isDisabled()).toBe(true);
  });

  it('is released only with a reason', async () => {
    await frame.haltBanner.getByRole('button', { name: 'Release' }).click();
    const dialog = launched.page.getByRole('dialog', { name: 'Release the halt' });
    await dialog.getByRole('button', { name: 'Release' }).click();
    await dialog.getByText('Type a reason').waitFor();
    await launched.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await frame.release('all is well');
    expect(await dashboard.action('Start', 'First bot').isEnabled()).toBe(true);
  });

  it('from the click to the halted fact takes at most 250 ms', async () => {
    await dashboard.action('Start', 'First bot').click();
    await dashboard.action('Stop', 'First bot').waitFor();
    const tookMs = await launched.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { bellwether } = window as unknown as {
            bellwether: { onFacts: (listener: (batchText: string) => void) => () => void };
          };
          const startMs = performance.now();
          const stop = bellwether.onFacts((batchText) => {
            const { facts } = JSON.parse(batchText) as { facts: readonly { kind: string }[] };
            if (!facts.some(({ kind }) => kind === 'halt')) return;
            stop();
            resolve(performance.now() - startMs);
          });
          document.querySelector<HTMLButtonElement>('[data-testid="stop-everything"]')?.click();
        }),
    );
    expect(tookMs).toBeLessThan(250);
    await frame.release('measured');
  });

  it('and flatten asks first', async () => {
    await launched.page.getByRole('button', { name: 'More ways to stop' }).click();
    await launched.page.getByRole('menuitem', { name: /Stop and flatten/ }).click();
    const question = launched.page.getByRole('dialog', { name: 'Stop and flatten' });
    await question.getByRole('button', { name: 'Stop and flatten' }).click();
    await frame.haltBanner.waitFor();
    await frame.release('flat');
  });
});

describe('closing the window while a bot runs', () => {
  it('asks in the window, and cancelling keeps it', async () => {
    await dashboard.action('Start', 'First bot').click();
    await dashboard.action('Stop', 'First bot').waitFor();
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const question = launched.page.getByRole('dialog', { name: 'Bots are running' });
    await question.getByText('1 bot is running.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await frame.stopButton.isVisible()).toBe(true);
  });
});
