import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ChartPage } from './pages/chart-page.ts';
import { ExchangesPage } from './pages/exchanges-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

let exchange: LocalExchange;
let launched: LaunchedApp;
let frame: WindowFrame;
let exchanges: ExchangesPage;
let chart: ChartPage;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 11 });
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
  exchanges = new ExchangesPage(launched);
  chart = new ChartPage(launched.page);
});
afterAll(async () => {
  await launched?.close();
  await exchange?.close();
});

describe('an exchange in the window', () => {
  it('is connected at its addresses, tested, and shows what state it is in', async () => {
    await frame.open('Exchanges');
    await exchanges.region.getByText('No exchange is connected').first().waitFor();
    await exchanges.connect('Binance', { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws });
    await exchanges.entry('Binance').getByText('Connected').waitFor();
    await exchanges.test();
    await exchanges.details.getByText(/^Answers: \d+ instruments/).waitFor();
    await exchanges.details.getByText('weight').first().waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('charts one of its symbols live, with book and trades beside it', async () => {
    await frame.open('Chart');
    await chart.pickMarket('Binance');
    await chart.pickSymbol('ETH-USDT');
    await chart.whenDrawn('ETH-USDT', '1m');
    await chart.feedState.getByText('Live', { exact: true }).waitFor();
    await chart.region.getByTestId('book-ladder').waitFor();
    await chart.region.getByTestId('trade-tape').waitFor();
    expect(await chart.rowsDrawn()).toBeGreaterThan(100);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('says that prices are not live any more when the exchange goes silent, and comes back', async () => {
    exchange.dropSockets('refuse');
    await chart.feedState.getByText(/Delayed|Stale|Not connected/).waitFor({ timeout: 25_000 });
  });

  it('is remembered without a word of a key', async () => {
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    expect(snapshot.ok && snapshot.value.connections.map(({ venue, key }) => [venue, key])).toEqual([['binance', null]]);
  });
});
