import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityViolations } from '../e2e/pages/axe.ts';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { ChartPage } from '../e2e/pages/chart-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { resizeContent, WindowFrame } from '../e2e/pages/window-frame.ts';

/** The next minute's close, and what a busy machine needs; for the strategy's check, its entry and the line of its stop each. */
const LIMIT_MS = 100_000;

/** Buys at the first close it sees and holds. */
const HOLDER = `import { defineStrategy, enterLong } from 'bellwether';
export default defineStrategy({ title: 'Holder', indicators: {}, warmUp: 0, decide: () => enterLong() });
`;

let launched: LaunchedApp;
let chart: ChartPage;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  await new WindowFrame(launched.page).open('Chart');
  chart = new ChartPage(launched.page);
  await chart.whenDrawn('BTC-USDT', '1m');
  // A line is there as long as its price is in sight: half a percent is more than some hours of minutes are apart.
  await chart.pickInterval('1h');
  await chart.whenDrawn('BTC-USDT', '1h');
});
afterAll(() => launched.close());

/** A bot of the person's own that is long from the next minute on, its stop half a percent below. */
async function startHolder(): Promise<void> {
  await writeFile(join(launched.dataDir, 'strategies', 'holder.ts'), HOLDER);
  const bot = {
    id: 'holder',
    name: 'Holder',
    instrumentId: 'demo:BTC-USDT',
    interval: '1m',
    strategyId: 'own:holder',
    params: {},
    risk: { sizeFraction: 0.5, stopLossFraction: 0.005, takeProfitFraction: 0.05, leverage: 1 },
  } as const;
  const save = async () => (await callChannel(launched.page, 'bots.save', bot)).ok;
  await expect.poll(save, { timeout: LIMIT_MS }).toBe(true);
  expect(await callChannel(launched.page, 'bots.start', { botId: 'holder' })).toMatchObject({ ok: true });
}

async function stopInForce(): Promise<number> {
  const snapshot = await callChannel(launched.page, 'app.snapshot', {});
  const open = snapshot.ok ? snapshot.value.orders : [];
  return Number(open.find(({ purpose, state }) => purpose === 'stop' && state === 'working')?.price);
}

describe('orders and positions on the chart', () => {
  it(
    'are lines that say price, size and purpose; a stop is moved with the keyboard, once it was confirmed',
    async () => {
      await startHolder();
      const stop = chart.orderHandle('Stop loss of Holder');
      await stop.waitFor({ timeout: LIMIT_MS });
      expect(await stop.textContent()).toMatch(/^Holder · Stop loss · Sell [\d.]+ BTC · [\d,.]+ · /);
      await chart.orderLines.getByText(/Holder · Position · Long [\d.]+ BTC/).waitFor();
      expect(await accessibilityViolations(launched.page)).toEqual([]);
      const before = await stopInForce();
      await stop.focus();
      for (let press = 0; press < 3; press++) await launched.page.keyboard.press('Shift+ArrowUp');
      expect(await stopInForce()).toBe(before);
      await launched.page.keyboard.press('Enter');
      const dialog = launched.page.getByRole('dialog');
      await dialog.getByText(/^Move Stop loss of Holder from [\d,.]+ USDT to [\d,.]+ USDT\?$/).waitFor();
      expect(await accessibilityViolations(launched.page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Move', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(stopInForce, { timeout: 10_000 }).toBeCloseTo(before + 3, 6);
    },
    3 * LIMIT_MS,
  );
});
