import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { botStates, callChannel, whenReady } from './pages/bellwether-page.ts';
import { ChartPage } from './pages/chart-page.ts';
import { CommandPalette, ShortcutListPage } from './pages/command-palette.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { WindowFrame } from './pages/window-frame.ts';

const WAIT = { timeout: 10_000, interval: 25 };

let launched: LaunchedApp;
let frame: WindowFrame;
let palette: CommandPalette;
let list: ShortcutListPage;

const savedShortcuts = async () => {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  return snapshot.ok ? snapshot.value.settings.shortcuts : undefined;
};
const focusedName = () =>
  launched.page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  );

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(8000);
  frame = new WindowFrame(launched.page);
  palette = new CommandPalette(launched.page);
  list = new ShortcutListPage(launched.page);
});
afterAll(() => launched.close());

describe('the command palette', () => {
  it('opens a page, by a part of its name', async () => {
    await palette.run('risk', 'Open Risk');
    await launched.page.getByRole('region', { name: 'Risk', exact: true }).waitFor();
  });

  it('opens a symbol on the chart', async () => {
    await palette.run('ethusdt', 'Chart of ETH-USDT');
    await new ChartPage(launched.page).whenDrawn('ETH-USDT', '1m');
  });

  it('is left by the shortcut of another page', async () => {
    await palette.open();
    await launched.page.keyboard.press('Control+7');
    await palette.dialog.waitFor({ state: 'detached' });
    await launched.page.getByRole('region', { name: 'Data', exact: true }).waitFor();
    await frame.open('Dashboard');
  });

  it('starts and stops a bot', async () => {
    await palette.run('start first', 'Start First bot');
    await vi.waitFor(async () => expect(Object.values(await botStates(launched.page))).toEqual(['running']), WAIT);
    await palette.run('stop first', 'Stop First bot');
    await vi.waitFor(async () => expect(Object.values(await botStates(launched.page))).toEqual(['stopped']), WAIT);
  });

  it('changes a setting, and offers what is not set already', async () => {
    await palette.run('theme light', 'Theme: Light');
    await launched.page.locator('html[data-mantine-color-scheme="light"]').waitFor();
    await palette.open();
    await launched.page.keyboard.type('theme');
    await palette.options.first().waitFor();
    expect(await palette.texts()).not.toContainEqual(expect.stringContaining('Theme: Light'));
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await launched.page.keyboard.press('Escape');
    await palette.run('theme dark', 'Theme: Dark');
  });

  it('is walked with the arrows, says what it has not found, and gives the focus back', async () => {
    const dashboard = launched.page.getByRole('button', { name: 'Dashboard', exact: true });
    await dashboard.focus();
    await palette.open();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await launched.page.keyboard.press('ArrowUp');
    expect(await palette.options.last().getAttribute('aria-selected')).toBe('true');
    await launched.page.keyboard.press('ArrowDown');
    expect(await palette.options.first().getAttribute('aria-selected')).toBe('true');
    await launched.page.keyboard.type('no such thing');
    await palette.dialog.getByText('Nothing found').waitFor();
    await launched.page.keyboard.press('Escape');
    await palette.dialog.waitFor({ state: 'detached' });
    expect(await focusedName()).toBe('Dashboard');
  });
});

describe('shortcuts', () => {
  it('without Ctrl or Alt are letters while a person types', async () => {
    await palette.run('new bot', 'New bot');
    await launched.page.getByRole('button', { name: 'All on one page' }).click();
    const name = launched.page.getByRole('dialog', { name: 'New bot', exact: true }).getByLabel('Name');
    await name.fill('Why');
    await name.press('End');
    await launched.page.keyboard.press('?');
    expect(await name.inputValue()).toBe('Why?');
    expect(await list.dialog.count()).toBe(0);
    await launched.page.keyboard.press('Escape');
  });

  it('are listed with ? and found by name or key', async () => {
    await launched.page.locator('#content').focus();
    await launched.page.keyboard.press('?');
    await list.search('everything');
    expect(await list.line('trading.stopEverything').textContent()).toContain('Ctrl+Shift+X');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('a taken one is refused with the name of the command that has it', async () => {
    await list.search('open chart');
    await list.record('Open Chart', 'Control+4');
    expect(await list.refusal.textContent()).toBe('Ctrl+4 belongs to “Open Orders”. Change that one first.');
    expect(await savedShortcuts()).toEqual({});
  });

  it('a free one is kept and works at once; what is reset has its default', async () => {
    await list.record('Open Chart', 'Control+j');
    await vi.waitFor(async () => expect(await savedShortcuts()).toEqual({ 'page.chart': 'Mod+J' }), WAIT);
    await launched.page.keyboard.press('Escape');
    await launched.page.keyboard.press('Control+3');
    await launched.page.keyboard.press('Control+j');
    await launched.page.getByRole('region', { name: 'Chart', exact: true }).waitFor();
    await palette.run('shortcuts', 'Keyboard shortcuts');
    await list.press('Reset the shortcut of Open Chart');
    await vi.waitFor(async () => expect(await savedShortcuts()).toEqual({}), WAIT);
  });

  it('of the red button may be another, but never none', async () => {
    await list.search('stop everything');
    expect(
      await list
        .line('trading.stopEverything')
        .getByRole('button', { name: /^Remove/ })
        .count(),
    ).toBe(0);
    await list.record('Stop everything', 'x');
    expect(await list.refusal.textContent()).toContain('it needs Ctrl or Alt');
    await list.record('Stop everything', 'Control+Alt+F9');
    await vi.waitFor(
      async () => expect(await savedShortcuts()).toEqual({ 'trading.stopEverything': 'Mod+Alt+F9' }),
      WAIT,
    );
    await launched.page.keyboard.press('Escape');
    await list.dialog.waitFor({ state: 'detached' });
    await launched.page.keyboard.press('Control+Shift+X');
    await launched.page.keyboard.press('Control+Alt+F9');
    await frame.haltBanner.waitFor();
    await frame.release('tried the new shortcut');
    await palette.run('shortcuts', 'Keyboard shortcuts');
    await list.press('Reset all');
    await vi.waitFor(async () => expect(await savedShortcuts()).toEqual({}), WAIT);
    await launched.page.keyboard.press('Escape');
  });

  it('the menu has the shortcut that was chosen, and no command from outside takes it away', async () => {
    const accelerator = () =>
      launched.app.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
        return items.find(({ label }) => label === 'Stop everything')?.accelerator;
      });
    expect(await accelerator()).toBe('CommandOrControl+Shift+X');
    const shortcuts = { 'trading.stopEverything': 'Mod+Shift+F9' };
    await callChannel(launched.page, 'settings.change', { shortcuts });
    await vi.waitFor(async () => expect(await accelerator()).toBe('CommandOrControl+Shift+F9'), WAIT);
    const refused = await callChannel(launched.page, 'settings.change', {
      shortcuts: { 'trading.stopEverything': null },
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'badParams' } });
    await callChannel(launched.page, 'settings.change', { shortcuts: {} });
  });
});
