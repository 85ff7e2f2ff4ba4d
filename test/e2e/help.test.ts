import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { CommandPalette } from './pages/command-palette.ts';
import { HelpDrawer } from './pages/help-drawer.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { type PageName, WindowFrame } from './pages/window-frame.ts';

let launched: LaunchedApp;
let frame: WindowFrame;
let help: HelpDrawer;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(8000);
  frame = new WindowFrame(launched.page);
  help = new HelpDrawer(launched.page);
});
afterAll(() => launched.close());

const CHAPTERS: readonly (readonly [PageName, string])[] = [
  ['Dashboard', 'window.md'],
  ['Risk', 'risk.md'],
  ['Chart', 'charts.md'],
  ['Parity', 'parity.md'],
];

describe('help', () => {
  it.each(CHAPTERS)('on %s is what %s says', async (page, file) => {
    await frame.open(page);
    await help.openOnPage();
    const [line = ''] = (await readFile(join(projectRoot, 'docs', file), 'utf8')).split('\n');
    expect(`# ${await help.title()}`).toBe(line);
    await help.close();
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in a chapter or a search in the %s theme', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    await help.openOnPage();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await help.search('drawdown');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await help.close();
  });

  it('is searched, and opens at the place that was found', async () => {
    await help.openOnPage();
    await help.search('exponential moving average');
    await help.found.getByRole('button').first().press('Enter');
    const heading = help.article.getByRole('heading', { name: 'Exponential moving average', exact: true });
    await heading.waitFor();
    expect(await heading.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(400);
  });

  it('leads from chapter to chapter', async () => {
    await help.clearSearch();
    await help.contents.getByRole('button', { name: 'The window' }).press('Enter');
    await help.article.getByRole('button', { name: 'limits' }).press('Enter');
    await help.article.getByRole('heading', { level: 3 }).filter({ hasNotText: 'The window' }).waitFor();
    await help.close();
  });

  it('is reached from the palette and from the question mark in the head', async () => {
    await new CommandPalette(launched.page).run('help supertrend', 'Help: supertrend follow');
    await help.article.waitFor();
    expect(await help.title()).toMatch(/supertrend/i);
    await help.close();
    await launched.page.getByRole('button', { name: 'Help', exact: true }).press('Enter');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await launched.page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).press('Enter');
    await launched.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await launched.page.keyboard.press('Escape');
  });
});
