import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OwnStrategyView } from '../../src-preload/contract/own-strategy-views.ts';
import { OWN_CROSS } from '../fakes/own-strategies.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { BacktestPage } from './pages/backtest-page.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const LIMIT_MS = 60_000;

let launched: LaunchedApp;
let frame: WindowFrame;
let folder: string;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  folder = join(launched.dataDir, 'strategies');
});
afterAll(async () => {
  await launched.close();
});

async function ownStrategies(): Promise<readonly OwnStrategyView[]> {
  const answer = await callChannel(launched.page, 'ownStrategies.list', {});
  return answer.ok ? answer.value.strategies : [];
}

describe('a trader’s own strategies', () => {
  it('the folder begins with an example that was checked', async () => {
    const region = await frame.open('Strategies');
    const list = region.getByTestId('own-strategies');
    await list.getByText('Example: moving average cross').waitFor({ timeout: LIMIT_MS });
    await list.getByText('Ready').waitFor({ timeout: LIMIT_MS });
    await region.getByText('nothing found').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('a save with a fault says which line, and may not run', async () => {
    await writeFile(join(folder, 'mine.ts'), OWN_CROSS.replace('return before <= 0', 'return befor <= 0'));
    const region = await frame.open('Strategies');
    await region.getByTestId('own-strategies').getByText('mine.ts').first().click();
    const problems = region.getByTestId('strategy-problems');
    await problems.waitFor({ timeout: LIMIT_MS });
    const line = OWN_CROSS.split('\n').findIndex((text) => text.includes('return before <= 0')) + 1;
    await expect.poll(() => problems.textContent(), { timeout: LIMIT_MS }).toContain(`Line ${line}:`);
    expect((await ownStrategies()).find(({ id }) => id === 'own:mine')?.state).toBe('faulty');
    const save = await callChannel(launched.page, 'bots.save', botOf('own:mine'));
    expect(save.ok).toBe(false);
  });

  it('mended it is ready, is tried in a backtest, and trades what its shipped twin trades', async () => {
    await writeFile(join(folder, 'mine.ts'), OWN_CROSS);
    const region = await frame.open('Strategies');
    await expect
      .poll(async () => (await ownStrategies()).find(({ id }) => id === 'own:mine')?.state, { timeout: LIMIT_MS })
      .toBe('ready');
    await region.getByRole('button', { name: 'Try it in a backtest' }).click();
    const backtest = new BacktestPage(launched.page);
    await backtest.run();
    await backtest.result.getByText('BTC-USDT').first().waitFor({ timeout: LIMIT_MS });
    const own = await backtest.finalEquity();
    await backtest.choose('Strategy', 'Moving average cross');
    await backtest.run();
    await expect.poll(() => backtest.result.getByText('sma-cross').count()).toBeGreaterThan(0);
    expect(own).not.toBeNull();
    expect(await backtest.finalEquity()).toBe(own);
  });

  it('a bot runs it, apart from the app, and ends with it', async () => {
    expect((await callChannel(launched.page, 'bots.save', botOf('own:mine'))).ok).toBe(true);
    expect((await callChannel(launched.page, 'bots.start', { botId: 'own-bot' })).ok).toBe(true);
    const state = async () => {
      const snapshot = await callChannel(launched.page, 'app.snapshot', {});
      return snapshot.ok ? snapshot.value.bots.find(({ config }) => config.id === 'own-bot') : undefined;
    };
    await expect.poll(async () => (await state())?.decision?.action, { timeout: 90_000 }).toBeDefined();
    expect((await state())?.state).toBe('running');
    expect((await callChannel(launched.page, 'bots.stop', { botId: 'own-bot' })).ok).toBe(true);
    expect((await state())?.state).toBe('stopped');
  });
});

function botOf(strategyId: string) {
  return {
    id: 'own-bot',
    name: 'Own',
    instrumentId: 'demo:BTC-USDT',
    interval: '1m',
    strategyId,
    params: {},
    risk: { sizeFraction: 0.1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  } as const;
}
