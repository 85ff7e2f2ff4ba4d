import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { writeCandleFile } from './pages/candle-files.ts';
import { DataPage } from './pages/data-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { WindowFrame } from './pages/window-frame.ts';
import { WorkspacePage } from './pages/workspace-page.ts';

const WAIT = { timeout: 10_000, interval: 25 };

let dataDir: string;
let launched: LaunchedApp;
let workspace: WorkspacePage;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(8000);
  await new WindowFrame(launched.page).open('Workspace');
  workspace = new WorkspacePage(launched.page);
  await workspace.region.locator('.dv-groupview').first().waitFor();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-workspace-'));
  await launch();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What is kept: names, and whether there is a layout. */
async function kept(): Promise<Readonly<Record<string, string>>> {
  const answer = await callChannel(launched.page, 'workspaces.list', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return Object.fromEntries(answer.value.workspaces.map(({ id, name, layout }) => [name ?? id, layout ?? '']));
}

describe('a workspace', () => {
  it('shows the panels of its preset, and one symbol on all of one colour', async () => {
    await expect.poll(() => workspace.tabs(), WAIT).toContain('Order book BTC-USDT');
    await workspace.choose('ETH-USDT');
    await expect
      .poll(() => workspace.tabs(), WAIT)
      .toEqual(expect.arrayContaining(['Chart ETH-USDT', 'Order book ETH-USDT', 'Symbols', 'Bots', 'Positions']));
    await workspace.region.getByTestId('book-ladder').waitFor();
  });

  it('a panel of its own symbol stays with it when the colour changes', async () => {
    await workspace.ofPanel('Chart ETH-USDT', 'Its own symbol');
    await workspace.choose('SOL-USDT');
    await expect
      .poll(() => workspace.tabs(), WAIT)
      .toEqual(expect.arrayContaining(['Chart ETH-USDT', 'Order book SOL-USDT']));
    await workspace.ofPanel('Chart ETH-USDT', 'Colour A');
    await expect.poll(() => workspace.tabs(), WAIT).toContain('Chart SOL-USDT');
  });

  it('any number of a kind: added, split, moved, closed', async () => {
    await workspace.ofPanel('Chart SOL-USDT', 'The same again at the right');
    await expect.poll(() => workspace.tabs(), WAIT).toContain('Chart 2 SOL-USDT');
    await workspace.addPanel('Drawdown');
    await workspace.tab('Drawdown').waitFor();
    await workspace.ofPanel('Drawdown', 'Move left');
    await workspace.region.getByRole('button', { name: 'Close Drawdown' }).click();
    await workspace.tab('Drawdown').waitFor({ state: 'detached' });
    await workspace.tab('Chart 2 SOL-USDT').click();
    await workspace.region.getByRole('button', { name: 'Close Chart 2 SOL-USDT' }).click();
    await expect.poll(() => workspace.tabs(), WAIT).not.toContain('Chart 2 SOL-USDT');
  });

  it('a bot, the limits and the log each stand in a panel', async () => {
    const { region } = workspace;
    for (const [name, content] of [
      ['Bot details', region.getByRole('tab', { name: 'To real money' })],
      ['Limits', region.getByRole('rowheader', { name: 'Drawdown from the peak', exact: true })],
      ['Log', region.getByRole('option').first()],
    ] as const) {
      await workspace.addPanel(name);
      await content.waitFor();
      if (name === 'Bot details') expect(await accessibilityViolations(launched.page)).toEqual([]);
      await region.getByRole('button', { name: `Close ${name}` }).click();
      await workspace.tab(name).waitFor({ state: 'detached' });
    }
  });

  it.each(['dark', 'light'] as const)(
    'axe finds nothing in any preset, nor in its menus, in the %s theme',
    async (theme) => {
      await callChannel(launched.page, 'settings.change', { theme });
      await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
      for (const name of ['Trading', 'Bots', 'Research']) {
        await workspace.show(name);
        expect(await accessibilityViolations(launched.page), name).toEqual([]);
      }
      await workspace.show('Trading');
      await workspace.region.getByRole('button', { name: 'Add panel' }).click();
      await launched.page.getByRole('menuitem', { name: 'Kill switch' }).waitFor();
      expect(await accessibilityViolations(launched.page)).toEqual([]);
      await launched.page.keyboard.press('Escape');
      // The menu gives the focus back as it goes: not after the next test has begun to walk.
      await launched.page.locator('button:focus', { hasText: 'Add panel' }).waitFor();
      await launched.page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    },
  );

  it('the focus walks from panel to panel with F6', async () => {
    const focused = () => launched.page.evaluate(() => document.activeElement?.textContent ?? '');
    await workspace.tab('Order book SOL-USDT').click();
    const seen = new Set<string>();
    for (let step = 0; step < 4; step++) {
      await launched.page.keyboard.press('F6');
      seen.add(await focused());
    }
    expect([...seen].toSorted()).toEqual(['Bots', 'Chart SOL-USDT', 'Order book SOL-USDT', 'Symbols']);
  });

  it('a new one is named, laid out and there again after a restart, as it was left', async () => {
    await workspace.ofWorkspace('New workspace…');
    await workspace.name('Scalping');
    await workspace.region.getByText('Nothing is laid out here').waitFor();
    await workspace.addPanel('Trades');
    await workspace.addPanel('Positions');
    await expect.poll(async () => (await kept()).Scalping, WAIT).toContain('"kind":"positions"');
    await launched.close();
    await launch();
    await workspace.show('Scalping');
    await expect.poll(() => workspace.tabs(), WAIT).toEqual([expect.stringMatching(/^Trades \w+-USDT$/), 'Positions']);
  });

  it('a layout that cannot be read shows the preset; reset brings the preset back', async () => {
    await callChannel(launched.page, 'workspaces.save', {
      id: 'odd',
      name: 'Odd',
      preset: 'bots',
      layout: '{"grid":1}',
    });
    await workspace.show('Odd');
    await workspace.tab('Equity').waitFor();
    await workspace.region.getByRole('button', { name: 'Close Equity' }).click();
    await workspace.tab('Equity').waitFor({ state: 'detached' });
    await workspace.ofWorkspace('Reset the layout');
    await workspace.tab('Equity').waitFor();
    await workspace.ofWorkspace('Remove “Odd”');
    await expect.poll(kept, WAIT).not.toHaveProperty('Odd');
  });
});

describe('a symbol that is only stored', () => {
  it('leaves its panels empty, and the ladders of others alive', async () => {
    const path = join(dataDir, 'TST-EUR-1h.csv');
    await writeCandleFile({ path, rows: 50, intervalMs: 3_600_000 });
    const frame = new WindowFrame(launched.page);
    await frame.open('Data');
    const data = new DataPage(launched);
    await data.choose(path);
    await data.import();
    await data.result.waitFor();
    await frame.open('Workspace');
    await workspace.show('Trading');
    await workspace.choose('ETH-USDT');
    await workspace.ofPanel('Order book ETH-USDT', 'Its own symbol');
    await workspace.choose('TST-EUR');
    await workspace.addPanel('Trades');
    await workspace.region.getByText('TST-EUR has no market').waitFor();
    await expectLive(launched.page);
    expect(await launched.page.getByRole('alert').filter({ hasText: /\S/ }).allTextContents()).toEqual([]);
    await workspace.choose('SOL-USDT');
    await expect.poll(() => workspace.tabs(), WAIT).toContain('Chart SOL-USDT');
  });
});

describe('a window of its own', () => {
  it('shows its workspace beside the main window, each with what it watches, and comes back at the next start', async () => {
    const opened = launched.app.waitForEvent('window');
    await workspace.show('Trading');
    await workspace.ofWorkspace('Open in a window of its own');
    const second = await opened;
    await expectLive(second);
    await workspace.choose('ADA-USDT');
    const theirs = new WorkspacePage(second);
    await expect.poll(() => theirs.tabs(), WAIT).toContain('Chart ADA-USDT');
    await expectLive(second);
    await launched.close();
    await launch();
    await expect.poll(() => launched.app.windows().length, WAIT).toBe(2);
    const again = launched.app.windows().find((page) => page.url().includes('workspace='));
    expect(again?.url()).toBe('app://bundle/index.html?workspace=trading');
  });

  it('its channels answer it, and closing it leaves the main window as it was', async () => {
    const second = launched.app.windows().find((page) => page.url().includes('workspace='));
    if (second === undefined) throw new Error('the window of the workspace is not there');
    await whenReady(second);
    expect(await callChannel(second, 'app.info', {})).toMatchObject({ ok: true });
    await second.close();
    await expect.poll(() => launched.app.windows().length, WAIT).toBe(1);
    expect(await callChannel(launched.page, 'app.info', {})).toMatchObject({ ok: true });
  });
});

/** Its ladder is filled and its prices move. */
async function expectLive(page: Page): Promise<void> {
  await whenReady(page);
  const rows = page.getByTestId('book-ladder').locator('tr[data-side="ask"]');
  await expect.poll(() => rows.count(), WAIT).toBe(10);
  const first = await rows.first().textContent();
  await expect.poll(() => rows.first().textContent(), WAIT).not.toBe(first);
}
