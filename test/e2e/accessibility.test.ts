import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations, dialogViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { CommandPalette } from './pages/command-palette.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { PAGE_NAMES, resizeContent, WindowFrame } from './pages/window-frame.ts';

/** A control that is there answers long before; one that is not should fail the test, not the run. */
const ACTION_LIMIT_MS = 8_000;

let launched: LaunchedApp;
let frame: WindowFrame;

const dialog = (name: string) => launched.page.getByRole('dialog', { name });

async function leave(name: string): Promise<void> {
  await launched.page.keyboard.press('Escape');
  await dialog(name).waitFor({ state: 'detached' });
}

beforeAll(async () => {
  launched = await launchApp();
  frame = new WindowFrame(launched.page);
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  await launched.page.evaluate(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener('securitypolicyviolation', (event) =>
      refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await resizeContent(launched, 1280, 800);
});
afterAll(() => launched.close());

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  beforeAll(async () => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
  });

  it.each(PAGE_NAMES)('axe finds nothing on %s', async (name) => {
    await frame.open(name);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('axe finds nothing in the form of a new bot', async () => {
    await frame.open('Dashboard');
    const drawer = await new DashboardPage(launched.page).newBot();
    await drawer.getByRole('switch', { name: 'Goes by the market’s regime' }).click();
    expect(await dialogViolations(launched.page)).toEqual([]);
    await launched.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('axe finds nothing in what is said when something was refused', async () => {
    await frame.open('Dashboard');
    const drawer = await new DashboardPage(launched.page).newBot();
    await drawer.getByRole('combobox', { name: 'Strategy' }).click();
    await launched.page.getByRole('option', { name: 'Moving average cross', exact: true }).click();
    await drawer.getByLabel('Fast period').fill('40');
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    const notice = launched.page.getByRole('alert').filter({ hasText: 'fast must be below slow' });
    await notice.waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await notice.getByRole('button', { name: 'Close' }).click();
    await launched.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('axe finds nothing while trading is halted', async () => {
    await frame.open('Dashboard');
    await frame.stopButton.click();
    await frame.haltBanner.waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await frame.haltBanner.getByRole('button', { name: 'Release' }).click();
    await dialog('Release the halt').getByRole('textbox').waitFor();
    expect(await dialogViolations(launched.page)).toEqual([]);
    await leave('Release the halt');
    await frame.release('checked by axe');
  });

  it('axe finds nothing in the ways to stop and in the question before positions are closed', async () => {
    await launched.page.getByRole('button', { name: 'More ways to stop' }).press('Enter');
    const flatten = launched.page.getByRole('menuitem', { name: /^Stop and flatten/ });
    await flatten.waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await flatten.press('Enter');
    await dialog('Stop and flatten').waitFor();
    expect(await dialogViolations(launched.page)).toEqual([]);
    await leave('Stop and flatten');
  });

  it('axe finds nothing in the command palette and the list of shortcuts', async () => {
    await new CommandPalette(launched.page).open();
    expect(await dialogViolations(launched.page)).toEqual([]);
    await leave('Command palette');
    await new CommandPalette(launched.page).run('keyboard shortcuts', 'Keyboard shortcuts');
    await dialog('Keyboard shortcuts').getByRole('table').waitFor();
    expect(await dialogViolations(launched.page)).toEqual([]);
    await leave('Keyboard shortcuts');
  });
});

describe('the content policy', () => {
  it('had nothing to refuse on any page, in any dialog, in either theme', async () => {
    expect(await launched.page.evaluate(() => (window as unknown as { refused: string[] }).refused)).toEqual([]);
  });
});

describe('keyboard', () => {
  it('Ctrl and a digit opens the pages, and the focus is seen', async () => {
    await frame.open('Dashboard');
    await launched.page.keyboard.press('Control+7');
    await launched.page.getByRole('region', { name: 'Data', exact: true }).waitFor();
    await launched.page.keyboard.press('Tab');
    const outline = await launched.page.evaluate(() => {
      const focused = document.activeElement;
      return focused === null ? '' : getComputedStyle(focused).outlineStyle;
    });
    expect(outline).toBe('solid');
  });

  it('every control of the dashboard is reached with the Tab key', async () => {
    const { page } = launched;
    await frame.open('Dashboard');
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const reached = new Set<string>();
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const focused = document.activeElement;
          return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? '';
        }),
      );
    }
    const wanted = [
      'Workspace',
      'More ▾',
      'Stop everything',
      'More ways to stop',
      'New bot',
      'Start First bot',
      'Edit First bot',
      'Positions',
    ];
    expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
  });
});
