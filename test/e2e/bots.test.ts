import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotConfigView } from '../../src-preload/contract/views.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { botStates, callChannel } from './pages/bellwether-page.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent } from './pages/window-frame.ts';

const ACTION_LIMIT_MS = 8_000;
const BOTS = 60;

let dataDir: string;
let launched: LaunchedApp;
let dashboard: DashboardPage;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  dashboard = new DashboardPage(launched.page);
  await dashboard.bots.waitFor();
  await resizeContent(launched, 1280, 800);
}

const nameOf = (index: number): string => `Row ${String(index).padStart(2, '0')}`;

async function seed(): Promise<void> {
  const risk = { sizeFraction: 0.01, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
  for (let index = 0; index < BOTS; index++) {
    const config: BotConfigView = {
      id: `row-${index}`,
      name: nameOf(index),
      instrumentId: index % 2 === 0 ? 'demo:BTC-USDT' : 'demo:ETH-USDT',
      interval: '1m',
      strategyId: 'signal-blend',
      params: {},
      risk,
    };
    expect(await callChannel(launched.page, 'bots.save', config)).toMatchObject({ ok: true });
  }
}

async function configs(): Promise<readonly BotConfigView[]> {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  return snapshot.ok ? snapshot.value.bots.map(({ config }) => config) : [];
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-bots-'));
  await launch();
  await seed();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('many bots', () => {
  it('the account says what the week made, how far it is below its highest, and what is at stake', async () => {
    expect(await dashboard.figure('Profit 7 days')).toMatch(/^[+−]?\d[\d,]*\.\d\d USDT$/);
    expect(await dashboard.figure('Drawdown')).toMatch(/^\d+\.\d\d%$/);
    expect(await dashboard.figure('Exposure')).toMatch(/^\d+\.\d%$/);
  });

  it('are found by words and tier, and the grid alone fills the page', async () => {
    await dashboard.showOnlyBots();
    await launched.page.getByRole('textbox', { name: 'Name, symbol, strategy or state' }).fill('ETH');
    await launched.page.getByText('30 of 61').waitFor();
    await dashboard.tier('Losing').click();
    await launched.page.getByText('No bot fits the filter').waitFor();
    await dashboard.tier('Losing').click();
    await dashboard.tier('Idle').click();
    await launched.page.getByText('30 of 61').waitFor();
  });

  it('several are started at once, and what happened to each is said', async () => {
    await dashboard.tick(nameOf(1)).check();
    await dashboard.tick(nameOf(3)).check();
    await dashboard.bulk('Start').click();
    expect(await dashboard.bulkSummary('Start 2 bots')).toBe('2 done');
    expect(await botStates(launched.page)).toMatchObject({
      'row-1': 'running',
      'row-3': 'running',
      'row-5': 'stopped',
    });
    await dashboard.bulk('Start').click();
    expect(await dashboard.bulkSummary('Start 2 bots')).toBe('0 done, 2 left as they were');
  });

  it('what they share is changed at once: those that run only where that was agreed to', async () => {
    await dashboard.tick(nameOf(5)).check();
    await dashboard.bulk('Change settings').click();
    const dialog = launched.page.getByRole('dialog', { name: 'Change settings of 3 bots' });
    await dialog.getByRole('checkbox', { name: 'Stop loss' }).check();
    await dialog.getByRole('textbox', { name: 'Stop loss: new value' }).fill('3');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Change 3' }).click();
    expect(await dashboard.bulkSummary('Change 3 bots')).toBe('1 done, 2 left as they were');
    const changed = (await configs()).filter(({ risk }) => risk.stopLossFraction === 0.03);
    expect(changed.map(({ id }) => id)).toEqual(['row-5']);
    await dashboard.bulk('Change settings').click();
    await dialog.getByRole('checkbox', { name: 'Size of a position' }).check();
    await dialog.getByRole('textbox', { name: 'Size of a position: new value' }).fill('2');
    await dialog.getByRole('checkbox', { name: /^Stop the 2 that run/ }).check();
    await dialog.getByRole('button', { name: 'Change 3' }).click();
    expect(await dashboard.bulkSummary('Change 3 bots')).toBe('3 done');
    expect((await configs()).filter(({ risk }) => risk.sizeFraction === 0.02)).toHaveLength(3);
    expect(await botStates(launched.page)).toMatchObject({ 'row-1': 'running', 'row-5': 'stopped' });
  });

  it('copies hold the same settings under another name, and do not run', async () => {
    await dashboard.bulk('Clone').click();
    expect(await dashboard.bulkSummary('Clone 3 bots')).toBe('3 done');
    const copies = (await configs()).filter(({ name }) => name.endsWith('(copy)'));
    expect(copies.map(({ name, risk }) => [name, risk.sizeFraction])).toEqual([
      ['Row 01 (copy)', 0.02],
      ['Row 03 (copy)', 0.02],
      ['Row 05 (copy)', 0.02],
    ]);
  });

  it('several are stopped at once', async () => {
    await dashboard.bulk('Stop').click();
    expect(await dashboard.bulkSummary('Stop 3 bots')).toBe('2 done, 1 left as they were');
    expect(Object.values(await botStates(launched.page))).not.toContain('running');
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in the grid with bots ticked, %s', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('the filter, the order and the size of the grid are the same after a restart', async () => {
    const header = dashboard.bots.getByRole('columnheader', { name: 'Name' });
    await header.click();
    await header.click();
    await launched.page.locator('[aria-label="Bots"] [aria-sort="descending"]').waitFor();
    await launched.close();
    await launch();
    await launched.page.getByText('33 of 64').waitFor();
    await launched.page.locator('[aria-label="Bots"] [aria-sort="descending"]').waitFor();
    expect(await dashboard.tier('Idle').getAttribute('aria-pressed')).toBe('true');
    await dashboard.cell(nameOf(59), 'state').waitFor();
  });
});
