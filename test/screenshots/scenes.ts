import { join } from 'node:path';
import type { Locator } from 'playwright';
import { BacktestPage } from '../e2e/pages/backtest-page.ts';
import { callChannel } from '../e2e/pages/bellwether-page.ts';
import { writeCandleFile } from '../e2e/pages/candle-files.ts';
import { DashboardPage } from '../e2e/pages/dashboard-page.ts';
import { DataPage } from '../e2e/pages/data-page.ts';
import type { LaunchedApp } from '../e2e/pages/launch-app.ts';
import { PAGE_NAMES, type PageName, WindowFrame } from '../e2e/pages/window-frame.ts';
import { WorkspacePage } from '../e2e/pages/workspace-page.ts';
import { LIVELY_BOTS } from './lively-folder.ts';

const HOUR_MS = 3_600_000;

/** One picture: how to get there, and how to leave again where leaving is not just opening the next. */
export type Scene = {
  readonly name: string;
  readonly open: (launched: LaunchedApp) => Promise<(() => Promise<void>) | undefined>;
};

/** A room as its button opens it, with what it asks the main process for. */
function room(name: PageName): Scene {
  return { name: name.toLowerCase(), open: (launched) => openRoom(launched, name) };
}

async function openRoom(launched: LaunchedApp, name: PageName): Promise<undefined> {
  const region = await new WindowFrame(launched.page).open(name);
  await untilLoaded(region);
  return undefined;
}

/** Until nothing in the room is on its way any more. */
async function untilLoaded(region: Locator): Promise<void> {
  await region.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
}

/** Something that lies over a room until Escape is pressed. */
function over(name: string, behind: PageName, show: (launched: LaunchedApp) => Promise<unknown>): Scene {
  const open = async (launched: LaunchedApp) => {
    await openRoom(launched, behind);
    await show(launched);
    return async () => {
      await launched.page.keyboard.press('Escape');
      await launched.page.getByRole('dialog').first().waitFor({ state: 'detached' });
    };
  };
  return { name, open };
}

/** The same room with another tab of it in front. */
function tab(name: string, of: PageName, show: (launched: LaunchedApp) => Promise<unknown>): Scene {
  const open = async (launched: LaunchedApp): Promise<undefined> => {
    await openRoom(launched, of);
    await show(launched);
    return undefined;
  };
  return { name, open };
}

const OVERLAYS: readonly Scene[] = [
  over('new-bot', 'Dashboard', ({ page }) => new DashboardPage(page).newBot()),
  over('promotion', 'Dashboard', async ({ page }) => {
    await page
      .getByRole('button', { name: /^Details of / })
      .first()
      .click();
    await page.getByRole('tab', { name: 'To real money' }).click();
    await page.getByRole('table', { name: 'Checklist' }).waitFor();
  }),
  over('palette', 'Dashboard', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').first().waitFor();
  }),
  over('limits', 'Risk', async ({ page }) => {
    await page.getByRole('button', { name: 'Change limits' }).first().click();
    await page.getByRole('dialog', { name: 'Limits' }).waitFor();
  }),
];

const ACTIVITY_TABS = ['Orders', 'Fills', 'Closed trades', 'Refusals'] as const;
const REPORT_TABS = ['Overview', 'Returns', 'Trades (', 'Trades on the chart', 'Statistics', 'Costs'] as const;

function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');
}

const ACTIVITY = ACTIVITY_TABS.map((name) =>
  tab(`dashboard-${fileName(name)}`, 'Dashboard', async ({ page }) => {
    await page.getByRole('region', { name: 'Activity' }).getByRole('tab', { name }).click();
  }),
);

const REPORT = REPORT_TABS.map((name) =>
  tab(`report-${fileName(name)}`, 'Backtest', async ({ page }) => new BacktestPage(page).openTab(name)),
);

const PRESETS = ['Trading', 'Bots', 'Research'].map((name) =>
  tab(`workspace-${fileName(name)}`, 'Workspace', ({ page }) => new WorkspacePage(page).show(name)),
);

const HALT: Scene = {
  name: 'halted',
  open: async (launched) => {
    await openRoom(launched, 'Dashboard');
    const frame = new WindowFrame(launched.page);
    await frame.stopButton.click();
    await frame.haltBanner.waitFor();
    return () => frame.release('a picture was taken');
  },
};

const ROOMS = PAGE_NAMES.map(room);

/** As a new person finds it. */
export const SCENES_EMPTY: readonly Scene[] = [...ROOMS, ...OVERLAYS];
/** With bots that trade, data that was imported and a backtest. */
export const SCENES_LIVELY: readonly Scene[] = [...ROOMS, ...PRESETS, ...ACTIVITY, ...REPORT, ...OVERLAYS, HALT];

/** Starts the bots again, imports a year of hours and runs a backtest over it, in the window itself. */
export async function prepareLively(launched: LaunchedApp, folder: string): Promise<void> {
  const path = join(folder, 'WALK-USDT-1h.csv');
  await writeCandleFile({ path, rows: 8760, intervalMs: HOUR_MS });
  for (const botId of LIVELY_BOTS) await callChannel(launched.page, 'bots.start', { botId });
  const frame = new WindowFrame(launched.page);
  await frame.open('Data');
  const data = new DataPage(launched);
  await data.choose(path);
  await data.import();
  await data.result.waitFor();
  await frame.open('Backtest');
  const backtest = new BacktestPage(launched.page);
  await backtest.run();
  await backtest.result.waitFor();
}
