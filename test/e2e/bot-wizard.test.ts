import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent } from './pages/window-frame.ts';

const ACTION_LIMIT_MS = 8_000;

let launched: LaunchedApp;
let dashboard: DashboardPage;
let wizard: Locator;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  dashboard = new DashboardPage(launched.page);
  await resizeContent(launched, 1280, 800);
});
afterAll(() => launched.close());

const step = (name: string): Locator =>
  wizard.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: new RegExp(`${name}$`) });

async function atStep(name: string): Promise<void> {
  await wizard.locator('[aria-current="step"]', { hasText: name }).waitFor();
}

describe('a new bot, step by step', () => {
  it('stops at what does not fit, and goes on by the Enter key', async () => {
    wizard = await dashboard.newBotBySteps();
    await wizard.getByRole('combobox', { name: 'Strategy' }).click();
    await launched.page.getByRole('option', { name: 'Moving average cross', exact: true }).click();
    await wizard.getByRole('button', { name: 'Next' }).click();
    await atStep('Market');
    expect(await wizard.getByLabel('Name').inputValue()).toContain('Moving average cross');
    await wizard.getByLabel('Name').fill('');
    await wizard.getByLabel('Name').press('Enter');
    await wizard.getByText('A bot needs a name').waitFor();
    expect(await step('Risk').isDisabled()).toBe(true);
    await wizard.getByLabel('Name').fill('Stepped');
    await wizard.getByLabel('Name').press('Enter');
    await atStep('Parameters');
    await wizard.getByLabel('Fast period').fill('5');
    await wizard.getByLabel('Fast period').press('Enter');
    await atStep('Risk');
    await wizard.getByLabel('Stop loss').fill('2');
    await wizard.getByLabel('Stop loss').press('Enter');
    await atStep('Review');
  });

  it('runs a backtest of what is about to be made, with its cautions', async () => {
    const preview = wizard.getByRole('region', { name: 'Backtest preview' });
    await preview.getByText('Not run yet.').waitFor();
    await preview.getByRole('button', { name: 'Run the preview' }).click();
    await preview.getByRole('heading', { name: 'Cautions' }).waitFor({ timeout: 30_000 });
    expect(await preview.textContent()).toContain('A simulated market');
    expect(await preview.getByRole('img', { name: /^Equity of the preview/ }).count()).toBe(1);
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in the review, %s', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('says when the settings are no longer those of the preview', async () => {
    await step('Risk').click();
    await atStep('Risk');
    await wizard.getByLabel('Stop loss').fill('3');
    await wizard.getByRole('button', { name: 'Next' }).click();
    await atStep('Review');
    await wizard.getByText('The settings were changed since: run it again.').waitFor();
  });

  it('creates and starts it', async () => {
    await wizard.getByRole('button', { name: 'Create and start' }).click();
    await wizard.waitFor({ state: 'detached' });
    await dashboard.action('Stop', 'Stepped').waitFor();
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    const made = snapshot.ok ? snapshot.value.bots.find(({ config }) => config.name === 'Stepped') : undefined;
    expect(made).toMatchObject({
      state: 'running',
      config: { strategyId: 'sma-cross', params: { fast: 5 }, risk: { stopLossFraction: 0.03 } },
    });
  });
});
