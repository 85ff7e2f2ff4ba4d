import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../exchange/start-local-exchange.ts';
import { startLocalExchange } from '../exchange/start-local-exchange.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ExchangesPage } from './pages/exchanges-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

/** Orders of an exchange are looked at every ten seconds. */
const LOOK_MS = 20_000;

let exchange: LocalExchange;
let launched: LaunchedApp;
let frame: WindowFrame;

beforeAll(async () => {
  exchange = await startLocalExchange({ seed: 12 });
  exchange.core.setFree('BTC', '0');
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  frame = new WindowFrame(launched.page);
});
afterAll(async () => {
  await launched?.close();
  await exchange?.close();
});

/** As a person would, at the exchange itself and far from the market. */
function orderByHand(): number {
  const price = (Number(exchange.core.lastPrice('BTC-USDT')) * 0.9).toFixed(0);
  const placed = exchange.core.place({
    ...{ clientOrderId: 'web-1', symbol: 'BTC-USDT', side: 'buy', type: 'limit', timeInForce: 'GTC' },
    ...{ postOnly: false, price, stopPrice: null, quantity: '0.01', quoteQuantity: null },
  });
  if ('refusal' in placed) throw new Error(`the order was refused: ${placed.refusal.kind}`);
  return placed.order.id;
}

describe('a live account in the window', () => {
  it('is opened at an exchange with a key that may trade, and says that it is reconciled', async () => {
    await frame.open('Exchanges');
    const exchanges = new ExchangesPage(launched);
    await exchanges.connect('Binance', { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws });
    await exchanges.entry('Binance').getByText('Connected', { exact: true }).waitFor();
    await exchanges.takeFromClipboard('API key', exchange.binanceKey);
    await exchanges.takeFromClipboard('Secret', exchange.binanceSecret);
    await exchanges.keepKey('For this session only');
    await exchanges.details.getByRole('textbox', { name: 'Asset that is paid in' }).fill('usdt');
    await exchanges.details.getByRole('button', { name: 'Trade with real money' }).click();
    await exchanges.details.getByText('Reconciled', { exact: true }).waitFor({ timeout: LOOK_MS });
    await frame.open('Dashboard');
    const live = launched.page.getByRole('region', { name: 'Live accounts' });
    await live.getByText('100,000').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('shows an order that nobody here placed, and cancels it at the exchange when asked to', async () => {
    const orderId = orderByHand();
    const orders = await frame.open('Orders');
    const found = orders.getByTestId('account-binance-USDT').getByRole('row').filter({ hasText: 'Order of nobody' });
    await found.getByText('Buy 0.01').waitFor({ timeout: LOOK_MS });
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await found.getByRole('button', { name: 'Cancel at the exchange' }).click();
    await found.waitFor({ state: 'detached', timeout: LOOK_MS });
    expect(exchange.core.orderById(orderId)?.status).toBe('cancelled');
  });

  it('a bot keeps it when its form is saved, and is not taken with leverage', async () => {
    const config = {
      id: 'live-bot',
      name: 'Live bot',
      accountId: 'binance-USDT',
      instrumentId: 'binance:BTC-USDT',
      interval: '1m',
      strategyId: 'sma-cross',
      params: {},
      risk: { sizeFraction: 0.1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
    } as const;
    expect(await callChannel(launched.page, 'bots.save', config)).toMatchObject({ ok: true });
    const leveraged = { ...config, id: 'leveraged', risk: { ...config.risk, leverage: 3 } };
    expect(await callChannel(launched.page, 'bots.save', leveraged)).toMatchObject({ ok: false });
    await frame.open('Dashboard');
    const row = launched.page.getByRole('row').filter({ hasText: 'Live bot' });
    await row.getByRole('button', { name: /Edit/ }).click();
    const drawer = launched.page.getByRole('dialog', { name: 'Edit Live bot' });
    await drawer.getByText('Trades with real money at the exchange.').waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Save bot' }).click();
    const { bots } = await snapshot();
    expect(bots.find((bot) => bot.config.id === 'live-bot')?.config.accountId).toBe('binance-USDT');
  });
});

async function snapshot() {
  const answer = await callChannel(launched.page, 'app.snapshot', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
