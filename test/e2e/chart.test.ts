import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertView } from '../../src-preload/contract/alert-views.ts';
import type { DrawingView } from '../../src-preload/contract/drawing-views.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { ChartPage } from './pages/chart-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';

let launched: LaunchedApp;
let chart: ChartPage;

beforeAll(async () => {
  launched = await launchApp();
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  await new WindowFrame(launched.page).open('Chart');
  chart = new ChartPage(launched.page);
  await chart.whenDrawn('BTC-USDT', '1m');
});
afterAll(() => launched.close());

const keptDrawings = (): readonly DrawingView[] =>
  JSON.parse(readFileSync(join(launched.dataDir, 'chart-drawings.json'), 'utf8'));

const BTC = 'demo:BTC-USDT';
const keptAlerts = (): readonly AlertView[] =>
  existsSync(join(launched.dataDir, 'alerts.json'))
    ? JSON.parse(readFileSync(join(launched.dataDir, 'alerts.json'), 'utf8'))
    : [];

describe('the chart', () => {
  it('opens on the simulated market, says so, and moves by itself', { timeout: 75_000 }, async () => {
    expect(await chart.feedState.textContent()).toMatch(/Simulated.*USDT.*updated \d\d:\d\d:\d\d/);
    const before = await chart.legend.textContent();
    // The demo market has hours in which a symbol trades three times a minute.
    await expect.poll(() => chart.legend.textContent(), { timeout: 60_000 }).not.toBe(before);
  });

  it('shows another symbol and interval, chosen with the keyboard', async () => {
    await chart.pickSymbol('ETH-USDT');
    await chart.whenDrawn('ETH-USDT', '1m');
    await chart.pickInterval('15m');
    await chart.whenDrawn('ETH-USDT', '15m');
    expect(await chart.legend.textContent()).toMatch(/ETH-USDT15m.*O[\d,.]+.*Vol[\d.]+/);
    await chart.pickSymbol('BTC-USDT');
    await chart.pickInterval('1m');
    await chart.whenDrawn('BTC-USDT', '1m');
  });

  it('is moved and zoomed with keys and mouse', async () => {
    await chart.press('Home');
    await chart.toLatest.waitFor();
    await chart.press('End');
    await chart.toLatest.waitFor({ state: 'detached' });
    await chart.drag(500);
    await chart.drag(500);
    await chart.toLatest.click();
    await chart.toLatest.waitFor({ state: 'detached' });
  });

  it('is found again where it was left', async () => {
    const frame = new WindowFrame(launched.page);
    await chart.press('Home');
    await chart.toLatest.waitFor();
    await frame.open('Data');
    await frame.open('Chart');
    await chart.whenDrawn('BTC-USDT', '1m');
    await chart.toLatest.click();
    await chart.toLatest.waitFor({ state: 'detached' });
  });

  it('joins bars into candles when there are many, and never draws more than a thousand', async () => {
    await chart.press(...Array.from({ length: 40 }, () => '-'));
    await expect.poll(() => chart.legend.textContent()).toMatch(/\d+ bars a candle/);
    expect(await chart.rowsDrawn()).toBeLessThanOrEqual(1000);
    await chart.press(...Array.from({ length: 40 }, () => '+'));
    await expect.poll(() => chart.legend.textContent()).not.toMatch(/bars a candle/);
  });

  it('shows the regimes behind the candles, and says which colour is which', async () => {
    await chart.toggleLayers('Regimes');
    await expect
      .poll(() => chart.regimeLine.locator('strong').textContent(), { timeout: 20_000 })
      .toMatch(/^(range|trend up|trend down|high volatility|crisis)$/);
    expect(await chart.regimeLine.textContent()).toContain('high volatility');
    await chart.toggleLayers('Regimes');
    await chart.regimeLine.waitFor({ state: 'detached' });
  });

  it('draws swings, breaks, order blocks and gaps behind the candles, each switched for itself', async () => {
    const blank = await chart.inkUnderCandles();
    await chart.toggleLayers('Swing highs and lows', 'Breaks (BOS, CHoCH)', 'Order blocks', 'Fair value gaps');
    await expect.poll(() => chart.structureLine.textContent(), { timeout: 20_000 }).toMatch(/open: \d+ order blocks/);
    await expect.poll(() => chart.inkUnderCandles(), { timeout: 20_000 }).toBeGreaterThan(blank);
    await chart.toggleLayers('Swing highs and lows', 'Breaks (BOS, CHoCH)', 'Order blocks', 'Fair value gaps');
    await chart.structureLine.waitFor({ state: 'detached' });
    await expect.poll(() => chart.inkUnderCandles()).toBe(blank);
  });

  it('reads the bar under the pointer, and bar by bar with the keyboard', async () => {
    const middle = await chart.middle();
    await launched.page.mouse.move(middle.x, middle.y);
    const tag = chart.region.locator('[data-part="timeTag"]');
    await expect.poll(() => tag.textContent()).toMatch(/\d\d:\d\d$/);
    const pointed = await tag.textContent();
    expect(await chart.legend.textContent()).toContain(pointed);
    await chart.press('Shift+ArrowLeft');
    await expect.poll(() => tag.textContent()).not.toBe(pointed);
    await chart.press('Escape');
    await expect.poll(() => tag.isVisible()).toBe(false);
  });

  it('draws indicators over the price and in panes of their own, with parameters', async () => {
    await chart.addIndicator('rsi');
    const line = chart.indicatorLine('RSI').last();
    await expect.poll(() => line.textContent()).toMatch(/14.*\d/);
    const before = await line.textContent();
    await chart.region.getByRole('button', { name: 'RSI 14: change' }).click();
    const period = launched.page.getByLabel('Period');
    await period.fill('0');
    await chart.region.getByRole('alert').waitFor();
    await period.fill('5');
    await chart.region.getByRole('alert').waitFor({ state: 'detached' });
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await launched.page.keyboard.press('Escape');
    await expect.poll(() => line.textContent()).not.toBe(before);
    await chart.region.getByRole('button', { name: 'Remove RSI 5' }).click();
    await line.waitFor({ state: 'detached' });
  });

  it('draws with the mouse: a line is selected, moved and removed', async () => {
    const middle = await chart.middle();
    await chart.draw('Rectangle');
    await launched.page.mouse.move(middle.x - 150, middle.y - 60);
    await launched.page.mouse.down();
    await launched.page.mouse.move(middle.x + 50, middle.y + 20, { steps: 5 });
    await launched.page.mouse.up();
    const whole = chart.drawingHandle('Rectangle: move');
    await expect.poll(() => whole.evaluate((handle) => handle === document.activeElement)).toBe(true);
    const before = keptDrawings();
    expect(before).toMatchObject([{ kind: 'rectangle', instrumentId: 'demo:BTC-USDT' }]);
    // By its left edge, as a hand that sees a rectangle takes hold of it.
    const [edge, height] = [
      await chart.drawingHandle('Rectangle: move the start').boundingBox(),
      await whole.boundingBox(),
    ];
    if (edge === null || height === null) throw new Error('the rectangle has no handles on the screen');
    const grip = { x: edge.x + edge.width / 2, y: height.y + height.height / 2 };
    await launched.page.mouse.move(grip.x, grip.y);
    await launched.page.mouse.down();
    await launched.page.mouse.move(grip.x + 100, grip.y + 40, { steps: 5 });
    await launched.page.mouse.up();
    await expect.poll(() => keptDrawings()[0]?.start.price).toBeLessThan(before[0]?.start.price ?? 0);
    expect(keptDrawings()[0]?.end.timeMs).toBeGreaterThan(before[0]?.end.timeMs ?? 0);
    await launched.page.keyboard.press('Delete');
    await whole.waitFor({ state: 'detached' });
  });

  it('draws with the keyboard, says what it measures, and shows it at every interval', async () => {
    await chart.draw('Measure');
    await chart.drawingPlacer.waitFor();
    await launched.page.keyboard.press('Enter');
    const whole = chart.drawingHandle(/^Measure: move [+−0-9].*%.* bars/);
    await expect.poll(() => whole.evaluate((handle) => handle === document.activeElement)).toBe(true);
    const end = chart.drawingHandle(/^Measure: move the end/);
    const before = await end.getAttribute('aria-label');
    await end.focus();
    await launched.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => end.getAttribute('aria-label')).not.toBe(before);
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    expect(keptDrawings()).toMatchObject([{ kind: 'measure', instrumentId: 'demo:BTC-USDT' }]);
    await chart.pickInterval('5m');
    await chart.whenDrawn('BTC-USDT', '5m');
    await chart
      .drawingHandle(/^Measure: move [+−0-9]/)
      .first()
      .waitFor();
    await chart.pickInterval('1m');
    await chart.whenDrawn('BTC-USDT', '1m');
    await whole.focus();
    await launched.page.keyboard.press('Delete');
    await whole.waitFor({ state: 'detached' });
  });

  it('sets an alert where the crosshair stands, moves it with keys, changes it in a form and removes it', async () => {
    const middle = await chart.middle();
    await launched.page.mouse.move(middle.x, middle.y - 150);
    await chart.press('a');
    await expect.poll(keptAlerts, { timeout: 10_000 }).toHaveLength(1);
    const [before] = keptAlerts();
    expect(before).toMatchObject({ instrumentId: 'demo:BTC-USDT', direction: 'either', repeats: 'once' });
    await chart.alertHandles.focus();
    await launched.page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => keptAlerts()[0]?.price, { timeout: 10_000 }).toBeGreaterThan(before?.price ?? 0);
    await launched.page.keyboard.press('Enter');
    const form = launched.page.getByRole('dialog', { name: 'Change the alert' });
    await form.getByLabel('Note').fill('far away');
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await form.getByRole('button', { name: 'Set alert' }).click();
    await form.waitFor({ state: 'detached' });
    await chart.alertHandles.filter({ hasText: 'far away' }).waitFor();
    await chart.alertHandles.focus();
    await launched.page.keyboard.press('Delete');
    await chart.alertHandles.waitFor({ state: 'detached' });
    await expect.poll(keptAlerts, { timeout: 10_000 }).toHaveLength(0);
  });

  it('tells of an alert whatever page is open, and lists when it fired', async () => {
    const middle = await chart.middle();
    await launched.page.mouse.move(middle.x, middle.y - 150);
    await launched.page.mouse.click(middle.x, middle.y - 150, { button: 'right' });
    await launched.page.getByRole('menuitem', { name: /^Alert at [\d,.]+$/ }).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    await launched.page.keyboard.press('Escape');
    // One on each side of the newest price: it leaves its place in a moment, and meets one of them.
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    const price =
      (snapshot.ok ? snapshot.value.prices : []).find(({ instrumentId }) => instrumentId === BTC)?.price ?? 0;
    for (const [id, at] of [
      ['above', price + 0.1],
      ['below', price - 0.1],
    ] as const) {
      const alert = {
        id,
        instrumentId: BTC,
        price: at,
        direction: 'either',
        repeats: 'once',
        note: `it is ${id}`,
      } as const;
      await callChannel(launched.page, 'alerts.save', alert);
    }
    await new WindowFrame(launched.page).open('Data');
    const notice = launched.page
      .getByRole('alert')
      .filter({ hasText: /BTC-USDT [▲▼]/ })
      .first();
    await notice.getByText(/it is (above|below) · Reached at/).waitFor();
    await notice.getByRole('button').click();
    await new WindowFrame(launched.page).open('Chart');
    await chart.toggleAlerts();
    const list = launched.page.getByRole('list', { name: 'Alerts' });
    await list.getByText('Fired', { exact: true }).first().waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
    for (const id of ['above', 'below']) await callChannel(launched.page, 'alerts.remove', { alertId: id });
    await list.waitFor({ state: 'detached' });
    await launched.page.keyboard.press('Escape');
  });

  it('replays the past bar by bar with keys and buttons, hides what is of the market, and comes back to it', async () => {
    const page = launched.page;
    await chart.press('End', 'r');
    await chart.replayStrip.getByText(/Click a bar/).waitFor();
    const middle = await chart.middle();
    await page.mouse.click(middle.x, middle.y);
    await chart.replayStrip.getByText('Replay: this is the past, not the market').waitFor();
    await chart.feedState.waitFor({ state: 'detached' });
    expect(await chart.region.getByRole('complementary').count()).toBe(0);
    expect(await chart.alertHandles.count()).toBe(0);
    await page.mouse.move(0, 0);
    const begun = (await chart.replayTime.textContent()) ?? '';
    // The newest bar there is on the chart is the one that was chosen.
    await expect.poll(() => chart.legend.textContent(), { timeout: 10_000 }).toContain(begun);
    await chart.press('.');
    await expect.poll(() => chart.replayTime.textContent(), { timeout: 10_000 }).not.toBe(begun);
    const next = (await chart.replayTime.textContent()) ?? '';
    await expect.poll(() => chart.legend.textContent(), { timeout: 10_000 }).toContain(next);
    await chart.press(',');
    await expect.poll(() => chart.replayTime.textContent(), { timeout: 10_000 }).toBe(begun);
    await expect.poll(() => chart.legend.textContent(), { timeout: 10_000 }).toContain(begun);
    await chart.press('Space');
    await chart.replayStrip.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(() => chart.replayTime.textContent(), { timeout: 10_000 }).not.toBe(begun);
    expect(await accessibilityViolations(page)).toEqual([]);
    await chart.replayStrip.getByRole('button', { name: 'Pause' }).click();
    await chart.press('r');
    await chart.replayStrip.waitFor({ state: 'detached' });
    await chart.feedState.waitFor();
  });

  it('drags a stop with the mouse, which asks before it moves', async () => {
    const page = launched.page;
    const snapshot = await callChannel(page, 'app.snapshot', {});
    const price =
      (snapshot.ok ? snapshot.value.prices : []).find(({ instrumentId }) => instrumentId === BTC)?.price ?? 0;
    const stopLoss = (price * 0.999).toFixed(1);
    const size = { kind: 'amount', amount: '500' } as const;
    const order = { accountId: 'paper', instrumentId: BTC, side: 'buy', type: { kind: 'market' }, size } as const;
    expect(await callChannel(page, 'ticket.place', { ...order, stopLoss, target: null })).toMatchObject({ ok: true });
    const stop = chart.orderLines.getByRole('slider', { name: /^Stop loss of/ });
    await stop.waitFor();
    const before = await stop.getAttribute('aria-valuenow');
    const box = await stop.boundingBox();
    if (box === null) throw new Error('the stop is not on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 40, { steps: 5 });
    await page.mouse.up();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Move Stop loss of .* from [\d,.]+ USDT to [\d,.]+ USDT\?$/).waitFor();
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const moved = async () => Number(await stop.getAttribute('aria-valuenow'));
    await expect.poll(moved, { timeout: 10_000 }).toBeLessThan(Number(before));
  });

  it('lays another symbol on the chart in percent, chosen and taken off with the keyboard', async () => {
    const page = launched.page;
    await chart.region.getByRole('button', { name: 'Compare', exact: true }).focus();
    await page.keyboard.press('Enter');
    const picker = page.getByRole('combobox', { name: 'Lay a symbol on the chart' });
    await picker.fill('ETH');
    await page.getByRole('option', { name: 'ETH-USDT' }).first().waitFor();
    await page.keyboard.press('Enter');
    const line = chart.legend.getByTestId('compared-line');
    await expect.poll(() => line.textContent(), { timeout: 10_000 }).toMatch(/^ETH-USDT[+−]?[\d.]+%$/);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take ETH-USDT off the chart' }).focus();
    await page.keyboard.press('Enter');
    await line.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  it('draws averaged candles or a line, and says the market’s own prices', async () => {
    await chart.pickKind('Line');
    await expect.poll(() => chart.kindDrawn(), { timeout: 10_000 }).toBe('line');
    await chart.pickKind('Hollow candles');
    await expect.poll(() => chart.kindDrawn(), { timeout: 10_000 }).toBe('hollow');
    await chart.pickKind('Heikin-Ashi');
    await expect.poll(() => chart.kindDrawn(), { timeout: 10_000 }).toBe('heikinAshi');
    expect(await chart.legend.textContent()).toMatch(/O[\d,.]+.*C[\d,.]+/);
  });

  it('is saved as a picture and as a table, where the person says', async () => {
    const saveTo = (path: string): Promise<void> =>
      launched.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, path);
    const [picture, table] = [join(launched.dataDir, 'chart.png'), join(launched.dataDir, 'chart.csv')];
    await saveTo(picture);
    await chart.save('Picture (PNG)');
    await launched.page.getByText('Saved as chart.png').waitFor();
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
    await saveTo(table);
    await chart.save('Candles and indicators in sight (CSV)');
    await launched.page.getByText('Saved as chart.csv').waitFor();
    const lines = readFileSync(table, 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^time,open,high,low,close,volume/);
    expect(lines.length).toBeGreaterThan(5);
  });

  it('keeps kind and indicators as a template and puts it on again', async () => {
    await chart.addIndicator('rsi');
    await chart.saveTemplate('Averaged with RSI');
    await chart.pickKind('Candles');
    await chart.region.getByRole('button', { name: 'Remove RSI 14' }).click();
    await expect.poll(() => chart.kindDrawn(), { timeout: 10_000 }).toBe('candles');
    await chart.applyTemplate('Averaged with RSI');
    await expect.poll(() => chart.kindDrawn(), { timeout: 10_000 }).toBe('heikinAshi');
    await chart.region.getByRole('button', { name: 'RSI 14: change' }).waitFor();
  });
});
