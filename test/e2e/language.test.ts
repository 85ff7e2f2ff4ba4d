import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { de } from '../../src-renderer/language/de/index.ts';
import { whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { WindowFrame } from './pages/window-frame.ts';

const ACTION_LIMIT_MS = 8_000;

let dataDir: string;
let launched: LaunchedApp;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
}

/** Each page is loaded when it is opened, so each must have waited for the language. */
async function expectGerman(): Promise<void> {
  const { page } = launched;
  await page.locator('html[lang="de"]').waitFor();
  await page.getByRole('navigation', { name: de.frame.navigation }).waitFor();
  await page.getByRole('button', { name: de.pages.settings }).first().click();
  await page.getByRole('region', { name: de.settings.appearance }).waitFor();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-language-'));
  await launch();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the language of the window', () => {
  it('is asked about before what is typed would be lost', async () => {
    const settings = await new WindowFrame(launched.page).open('Settings');
    await settings.getByText('Deutsch', { exact: true }).click();
    await launched.page.getByRole('dialog', { name: 'Load the page anew' }).waitFor();
    await launched.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await launched.page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await launched.page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('is German on every page once it was chosen', async () => {
    await launched.page.getByText('Deutsch', { exact: true }).click();
    await launched.page.getByRole('button', { name: 'Load anew' }).click();
    await expectGerman();
  });

  it('is German from the first moment at the next start', async () => {
    await launched.close();
    await launch();
    await expectGerman();
  });
});
