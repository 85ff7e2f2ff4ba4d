import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { WindowFrame } from './pages/window-frame.ts';

const WAIT = { timeout: 10_000, interval: 25 };

/** A control that is there answers long before; one that is not should fail the test, not the run. */
const ACTION_LIMIT_MS = 8_000;

let dataDir: string;
let launched: LaunchedApp;
let settings: Locator;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  settings = await new WindowFrame(launched.page).open('Settings');
}

async function saved() {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  return snapshot.value.settings;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-settings-'));
  await launch();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('settings', () => {
  it('the theme changes at once', async () => {
    const html = launched.page.locator('html');
    for (const theme of ['Light', 'Dark'] as const) {
      await settings.getByText(theme, { exact: true }).click();
      await vi.waitFor(
        async () => expect(await html.getAttribute('data-mantine-color-scheme')).toBe(theme.toLowerCase()),
        WAIT,
      );
    }
    expect((await saved()).theme).toBe('dark');
  });

  it('rising and falling take the colours that were chosen; what is right and wrong keeps its own', async () => {
    const colours = () =>
      launched.page.evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return ['up', 'down', 'good', 'bad'].map((name) => style.getPropertyValue(`--bw-${name}`));
      });
    const [up, down, good, bad] = await colours();
    expect([up, down]).toEqual([good, bad]);
    await settings.getByText('Red and green', { exact: true }).click();
    await vi.waitFor(async () => expect(await colours()).toEqual([bad, good, good, bad]), WAIT);
    await settings.getByText('Blue and orange', { exact: true }).click();
    await vi.waitFor(async () => expect(await colours()).toEqual(['#6cb6ff', '#ffa94d', good, bad]), WAIT);
    expect((await saved()).upDownColours).toBe('blueOrange');
  });

  it('nothing moves for those who asked their system for that', async () => {
    await launched.page.emulateMedia({ reducedMotion: 'reduce' });
    const longest = await launched.page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return `${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat);
        }),
      ),
    );
    expect(longest).toBeLessThan(0.001);
    await launched.page.emulateMedia({ reducedMotion: null });
  });

  it('times are shown in the zone that was chosen, and the zone is shown', async () => {
    const clock = launched.page.getByRole('timer');
    expect(await clock.textContent()).toMatch(/^\d\d:\d\d:\d\dUTC$/);
    await settings.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
    await launched.page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await vi.waitFor(async () => expect(await clock.textContent()).toMatch(/Asia\/Tokyo UTC\+9$/), WAIT);
    expect((await saved()).timeZone).toBe('Asia/Tokyo');
  });

  it('account limits are sent as fractions; what is out of range cannot be saved', async () => {
    await settings.getByRole('button', { name: 'Open the Risk page' }).click();
    const limits = launched.page.getByRole('region', { name: 'Account limits' });
    const loss = limits.getByLabel('Largest daily loss');
    const save = limits.getByRole('button', { name: 'Save limits' });
    await loss.fill('250');
    await limits.getByText('A percentage above 0, at most 100%').waitFor();
    expect(await save.isDisabled()).toBe(true);
    await loss.fill('7');
    await limits.getByLabel('Largest position').fill('');
    await limits.getByLabel('The trading day begins at').fill('17:30');
    await save.click();
    await vi.waitFor(
      async () =>
        expect((await saved()).accountRisk).toEqual({
          maxPositionFraction: null,
          maxDailyLossFraction: 0.07,
          dayRollOffsetMs: 63_000_000,
        }),
      WAIT,
    );
    settings = await new WindowFrame(launched.page).open('Settings');
  });

  it('what closing the window does is chosen', async () => {
    await settings.getByLabel('Stop the bots and quit').click();
    await settings.getByLabel('Resume bots by themselves').click();
    await vi.waitFor(
      async () => expect(await saved()).toMatchObject({ resumeBots: true, onCloseWithRunningBots: 'quit' }),
      WAIT,
    );
  });

  it('shows the data folder, the seed of the simulated market and what it runs on', async () => {
    const about = settings.getByRole('region', { name: 'About' });
    const shown = (await about.textContent()) ?? '';
    const info = await callChannel(launched.page, 'app.info', {});
    if (!info.ok) throw new Error(info.error.message);
    expect(info.value.dataDir).toBe(dataDir);
    for (const value of [info.value.dataDir, info.value.demoSeed, info.value.electron, info.value.sqlite]) {
      expect(shown).toContain(value);
    }
    if (info.value.runtimeWarning !== null) expect(shown).toContain(info.value.runtimeWarning);
  });

  it('all of it is there at the next start', async () => {
    const before = await saved();
    await launched.close();
    await launch();
    expect(await saved()).toEqual(before);
    expect(await launched.page.getByRole('timer').textContent()).toContain('Asia/Tokyo');
    const risk = await new WindowFrame(launched.page).open('Risk');
    expect(await risk.getByLabel('Largest daily loss').inputValue()).toBe('7%');
  });
});
