import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent } from './pages/window-frame.ts';

const ACTION_LIMIT_MS = 8_000;
/** A minute's close of the demo market, and the decision after it. */
const BAR_LIMIT = { timeout: 75_000, interval: 100 };

let launched: LaunchedApp;
let dashboard: DashboardPage;
let details: Locator;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  dashboard = new DashboardPage(launched.page);
  await resizeContent(launched, 1280, 800);
});
afterAll(() => launched.close());

async function firstBot() {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  const bot = snapshot.ok ? snapshot.value.bots[0] : undefined;
  if (bot === undefined) throw new Error('there is no bot, expected the first one');
  return bot;
}

describe('a bot, closely', () => {
  it('has decided nothing before its first bar', async () => {
    await dashboard.action('Details of', 'First bot').click();
    details = launched.page.getByRole('dialog', { name: 'Details of First bot' });
    await details.getByText('It has decided nothing since the app started').waitFor();
  });

  it('what was changed is listed, and an earlier version restored', async () => {
    const { config } = await firstBot();
    const { sizeFraction } = config.risk;
    const changed = { ...config, risk: { ...config.risk, sizeFraction: sizeFraction / 2 } };
    expect(await callChannel(launched.page, 'bots.save', changed)).toMatchObject({ ok: true });
    await details.getByRole('tab', { name: 'Settings history' }).click();
    await details.getByText(`risk.sizeFraction: ${sizeFraction} → ${sizeFraction / 2}`).waitFor();
    await details.getByRole('cell', { name: 'You', exact: true }).waitFor();
    await details.getByRole('button', { name: 'Restore' }).click();
    await details.getByText(`risk.sizeFraction: ${sizeFraction / 2} → ${sizeFraction}`).waitFor();
    expect((await firstBot()).config).toEqual(config);
  });

  it('what is asked before real money is listed; a reason answers what failed, but not that there is no account', async () => {
    await details.getByRole('tab', { name: 'To real money' }).click();
    const checks = details.getByRole('table', { name: 'Checklist' });
    await checks.getByRole('row').nth(9).waitFor();
    const failed = checks.locator('[data-passed="false"]');
    const before = await failed.count();
    expect(before).toBeGreaterThan(3);
    await details.getByText(`${before} checks stand against it.`).waitFor();
    await details.getByLabel('Why “Gap to the backtest” does not stand against it').fill('compared by hand');
    await details.getByText(`${before - 1} checks stand against it.`).waitFor();
    await details.getByText('No reason makes this possible.').waitFor();
    expect(await details.getByRole('button', { name: 'Make the live bot' }).isDisabled()).toBe(true);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    const asked = { botId: (await firstBot()).config.id, accountId: 'binance-USDT', name: 'x', overrides: [] };
    const sent = { ...asked, paper: 'goesOn', startConfirmedAs: null } as const;
    expect(await callChannel(launched.page, 'promotion.promote', sent)).toMatchObject({
      ...{ ok: false, error: { code: 'promotionRefused' } },
    });
  });

  it('each decision says what it was made of', async () => {
    await callChannel(launched.page, 'bots.start', { botId: (await firstBot()).config.id });
    await details.getByRole('tab', { name: 'Decisions' }).click();
    const rows = details.getByRole('table', { name: 'Decisions' }).getByRole('button');
    await vi.waitFor(async () => expect(await rows.count()).toBeGreaterThan(0), BAR_LIMIT);
    await details.getByText('Combined score').waitFor();
  }, 90_000);

  it.each(['dark', 'light'] as const)('axe finds nothing on any of its tabs, %s', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    for (const name of ['Trades', 'Settings history', 'Decisions']) {
      await details.getByRole('tab', { name }).click();
      await details.getByRole('tabpanel', { name }).waitFor();
      expect(await accessibilityViolations(launched.page)).toEqual([]);
    }
  });
});
