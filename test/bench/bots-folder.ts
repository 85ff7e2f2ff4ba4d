import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { BotConfigView } from '../../src-preload/contract/views.ts';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { launchApp } from '../e2e/pages/launch-app.ts';

export type BotsFolder = { readonly dataDir: string; readonly remove: () => Promise<void> };

/** A data folder in which so many bots are configured on the demo market, made by the application itself. */
export async function writeBotsFolder(count: number): Promise<BotsFolder> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-bots-'));
  const launched = await launchApp({ dataDir });
  try {
    await whenReady(launched.page);
    await saveBots(launched.page, count);
  } finally {
    await launched.close();
  }
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

async function saveBots(page: Page, count: number): Promise<void> {
  const listed = await callChannel(page, 'instruments.list', {});
  if (!listed.ok) throw new Error(listed.error.message);
  const markets = listed.value.instruments.filter(({ simulated }) => simulated);
  for (let number = 1; number < count; number++) {
    const market = markets[number % markets.length];
    const config: BotConfigView = {
      id: `load-${number}`,
      name: `Load ${number}`,
      instrumentId: market?.id ?? '',
      interval: '1m',
      strategyId: 'signal-blend',
      params: {},
      risk: { sizeFraction: 0.001, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    };
    const saved = await callChannel(page, 'bots.save', config);
    if (!saved.ok) throw new Error(`bot ${config.id} was not saved: ${saved.error.message}`);
  }
}
