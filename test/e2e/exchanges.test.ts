import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ChartPage } from './pages/chart-page.ts';
import { DataPage } from './pages/data-page.ts';
import { ExchangesPage } from './pages/exchanges-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A stream is silent for so long before anybody may call its prices stale or poll instead. */
const SILENCE_MS = 30_000;

let exchange: LocalExchange;
let launched: LaunchedApp;
let frame: WindowFrame;
let exchanges: ExchangesPage;
let chart: ChartPage;
let data: DataPage;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 11 });
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  exchanges = new ExchangesPage(launched);
  chart = new ChartPage(launched.page);
  data = new DataPage(launched);
});
afterAll(async () => {
  await launched?.close();
  await exchange?.close();
});

async function placeOf(locator: Locator): Promise<{ readonly left: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return { left: box.x };
}

describe('an exchange in the window', () => {
  it('is connected at its addresses, tested, and shows what state it is in', async () => {
    await frame.open('Exchanges');
    await exchanges.region.getByText('No exchange is connected').first().waitFor();
    await exchanges.connect('Binance', { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws });
    await exchanges.entry('Binance').getByText('Connected', { exact: true }).waitFor();
    await exchanges.test();
    await exchanges.details.getByText(/^Answers: [\d,]+ instruments/).waitFor();
    await exchanges.details.getByText('Request weight').waitFor();
    await exchanges.details.getByRole('row').filter({ hasText: 'market' }).getByText('Working').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('charts one of its symbols live, with book and trades beside it', async () => {
    await frame.open('Chart');
    await chart.pickMarket('Binance');
    await chart.pickSymbol('ETH-USDT');
    await chart.whenDrawn('ETH-USDT', '1m');
    await chart.feedState.getByText('Live', { exact: true }).waitFor();
    await chart.region.getByTestId('book-ladder').getByRole('row').nth(20).waitFor();
    exchange.core.tradeAt('ETH-USDT', exchange.core.book('ETH-USDT', 1).asks[0]?.[0] ?? '0', '1.2345', 'buy');
    await chart.region.getByTestId('trade-tape').getByText('1.2345').first().waitFor();
    expect(await chart.rowsDrawn()).toBeGreaterThan(100);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('writes the quantities of its book under each other', async () => {
    const quantities = await chart.region
      .getByTestId('book-ladder')
      .locator('[data-side] td:last-child')
      .allInnerTexts();
    const decimals = new Set(quantities.map((text) => text.trim().split('.')[1]?.length ?? 0));
    expect([...decimals]).toHaveLength(1);
  });

  it('takes a paper bot on its live prices', async () => {
    const config = {
      id: 'on-binance',
      name: 'On Binance',
      instrumentId: 'binance:BTC-USDT',
      interval: '1m',
      strategyId: 'sma-cross',
      params: {},
      risk: { sizeFraction: 0.5, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    } as const;
    expect(await callChannel(launched.page, 'bots.save', config)).toMatchObject({ ok: true });
    expect(await callChannel(launched.page, 'bots.start', { botId: config.id })).toMatchObject({ ok: true });
    await frame.open('Dashboard');
    const row = launched.page.getByRole('row').filter({ hasText: config.name });
    await row.getByText('BTC-USDT · binance').waitFor();
    await row.getByText('Running').waitFor();
    await row.getByRole('button', { name: config.name, exact: true }).click();
    const market = launched.page.getByRole('region', { name: 'BTC-USDT · binance · 1m' });
    await market.getByText('Live', { exact: true }).waitFor();
    const elsewhere = { ...config, id: 'nowhere', instrumentId: 'binance:NONE-USDT' };
    expect(await callChannel(launched.page, 'bots.save', elsewhere)).toMatchObject({ ok: false });
  });

  it('says that its prices are not live while it is out of reach, and lives again', async () => {
    const { page } = launched;
    await frame.open('Chart');
    await chart.feedState.getByText('Live', { exact: true }).waitFor();
    const ladder = chart.region.getByTestId('book-ladder');
    const top = (await chart.area.boundingBox())?.y;
    exchange.faults.set('socketRefused');
    exchange.faults.set('requestDropped', { where: 'GET' });
    exchange.dropSockets('terminate');
    await chart.feedState.getByText(/Delayed|Stale|Not connected/).waitFor({ timeout: SILENCE_MS });
    expect((await chart.area.boundingBox())?.y).toBe(top);
    await ladder.and(page.locator('[data-old="true"]')).waitFor();
    await chart.region.getByText(/^not live · \d\d:\d\d:\d\d$/).waitFor();
    await frame.open('Exchanges');
    await exchanges.entry('Binance').getByText('Disturbed').waitFor();
    await exchanges.test();
    const { left: before } = await placeOf(exchanges.details.getByRole('button', { name: 'Remove' }));
    await exchanges.details
      .getByRole('alert')
      .getByText(/Is this machine online|Is the address right/)
      .waitFor();
    expect((await placeOf(exchanges.details.getByRole('button', { name: 'Remove' }))).left).toBe(before);
    expect(await accessibilityViolations(page)).toEqual([]);
    exchange.faults.clear();
    await frame.open('Chart');
    await chart.feedState.getByText('Live', { exact: true }).waitFor({ timeout: SILENCE_MS });
    await ladder.and(page.locator('[data-old="false"]')).waitFor();
    await frame.open('Exchanges');
    await exchanges.entry('Binance').getByText('Connected', { exact: true }).waitFor({ timeout: SILENCE_MS });
  });

  it('gives its history: downloaded once, and nothing is asked for again', async () => {
    await frame.open('Data');
    const download = data.region.getByTestId('download');
    const fromDay = new Date(Date.now() - 60 * DAY_MS).toISOString().slice(0, 10);
    const bars = Math.floor((Date.now() - Date.parse(fromDay)) / HOUR_MS);
    for (const [fetched, alreadyThere] of [
      [bars, 0],
      [0, bars],
    ] as const) {
      await data.download('BTC-USDT', '1h', fromDay);
      const cells = download.first().getByRole('row').filter({ hasText: 'BTC-USDT' }).getByRole('cell');
      await download.first().and(launched.page.locator('[data-state="done"]')).waitFor();
      const [told = '', there = '', , gaps] = await cells.allTextContents();
      const count = (text: string): number => Number(text.replaceAll(',', ''));
      // The hour may end between two tests.
      expect(Math.abs(count(told) - fetched)).toBeLessThanOrEqual(2);
      expect(Math.abs(count(there) - alreadyThere)).toBeLessThanOrEqual(2);
      expect(gaps).toBe('none');
      await download.first().getByRole('button', { name: 'Put away' }).click();
    }
    await data.row('BTC-USDT · binance').first().waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('is there again after a restart, the bot on it too, before the exchange has answered', async () => {
    exchange.faults.set('requestDropped', { where: 'GET' });
    const { dataDir } = launched;
    await launched.app.close();
    launched = await launchApp({ dataDir });
    await whenReady(launched.page);
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    expect(snapshot).toMatchObject({
      ok: true,
      value: {
        connections: [{ venue: 'binance', key: null }],
        bots: expect.arrayContaining([
          expect.objectContaining({ config: expect.objectContaining({ id: 'on-binance' }) }),
        ]),
      },
    });
    exchange.faults.clear();
    frame = new WindowFrame(launched.page);
    exchanges = new ExchangesPage(launched);
    await frame.open('Exchanges');
    await exchanges.entry('Binance').getByText('Connected', { exact: true }).waitFor({ timeout: SILENCE_MS });
  });

  it('is removed, with a word to the bot on it, which has no price from then on', async () => {
    const { page } = launched;
    expect(await callChannel(page, 'bots.start', { botId: 'on-binance' })).toMatchObject({ ok: true });
    await exchanges.details.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('One bot is on it').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await exchanges.entry('Binance').waitFor({ state: 'detached' });
    await frame.open('Dashboard');
    const row = page.getByRole('row').filter({ hasText: 'On Binance' });
    await row.getByText('No live price').waitFor();
    expect(await row.getByTitle('Its exchange is not connected').textContent()).toBe('—');
  });
});
