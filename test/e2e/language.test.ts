import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { de } from '../../src-renderer/language/de/index.ts';
import { nameViolations } from './pages/axe.ts';
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

function germanFrame(): WindowFrame<string> {
  return new WindowFrame<string>(launched.page, { navigation: de.frame.navigation, loading: de.frame.loadingPage });
}

/** Each page is loaded when it is opened, so each must have waited for the language. */
async function expectGerman(): Promise<void> {
  const { page } = launched;
  await page.locator('html[lang="de"]').waitFor();
  await page.getByRole('navigation', { name: de.frame.navigation }).waitFor();
  await germanFrame().open(de.pages.settings);
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

  it('is that of the menus outside the page too', async () => {
    const menus = () =>
      launched.app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
          label,
          ...(submenu?.items ?? []).map((item) => item.label),
        ]),
      );
    await expect.poll(menus).toEqual(expect.arrayContaining(['Handel', 'Alles stoppen', 'Beenden', 'Rückgängig']));
  });

  it('names every control of every page by what stands on it', async () => {
    const frame = germanFrame();
    for (const name of Object.values(de.pages)) {
      await frame.open(name);
      expect(await nameViolations(launched.page), name).toEqual([]);
    }
  });

  it('is German from the first moment at the next start', async () => {
    await launched.close();
    await launch();
    await expectGerman();
  });
});
