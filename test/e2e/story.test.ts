import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../src-main/base/outcome.ts';
import { priceFromText } from '../../src-main/model/money.ts';
import type { OrderStory } from '../../src-main/model/order-story.ts';
import { openJournal } from '../../src-main/storage/journal/open-journal.ts';
import { fillOf, orderOf } from '../integration/src-main/storage/journal-fixtures.ts';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { resizeContent } from './pages/window-frame.ts';

const START_MS = Date.UTC(2026, 0, 5, 12);

const STORY: OrderStory = {
  decision: { timeMs: START_MS, barOpenMs: START_MS - 60_000, score: 0.25, parts: [], regime: 'trendUp' },
  sizing: { method: 'share', inputs: [{ name: 'equity', value: '10000 USDT' }], wanted: '2500 USDT' },
  plan: null,
  latestPrice: priceFromText('64000'),
  checks: [
    { rule: 'maxPosition', verdict: 'allowed', limit: 'at most 6000 USDT in one position', actual: '2500 USDT' },
    { rule: 'dailyLoss', verdict: 'notApplicable', why: 'no limit is set' },
  ],
};

/** A trade of before the start: an entry whose fate was unknown for a while, and its exit. */
function recordTrade(folder: string): void {
  const journal = unwrap(openJournal(folder));
  journal.recordIntent(orderOf('order-1', { createdMs: START_MS }), 'sent', START_MS, STORY);
  journal.recordOrderState('order-1', 'unknown', 'no answer within 3 s', START_MS + 3_000);
  journal.recordFill(fillOf('fill-1', { timeMs: START_MS + 5_000 }));
  journal.recordOrderState('order-1', 'filled', '', START_MS + 5_000);
  const exit = { clientOrderId: 'order-2', side: 'sell', purpose: 'signal' } as const;
  const leaving = orderOf('order-2', { ...exit, reduceOnly: true, createdMs: START_MS + 60_000 });
  journal.recordIntent(leaving, 'sent', START_MS + 60_000);
  journal.recordFill(fillOf('fill-2', { ...exit, timeMs: START_MS + 61_000, price: priceFromText('65000') }));
  journal.recordOrderState('order-2', 'filled', '', START_MS + 61_000);
  journal.close();
}

let folder: string;
let launched: LaunchedApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-story-'));
  recordTrade(folder);
  launched = await launchApp({ dataDir: folder });
  await whenReady(launched.page);
  await resizeContent(launched, 1280, 800);
  await callChannel(launched.page, 'settings.change', { timeZone: 'Asia/Tokyo' });
});
afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openFrom(tab: 'Trades' | 'Fills'): Promise<Locator> {
  const activity = launched.page.getByRole('region', { name: 'Activity' });
  await activity.getByRole('tab', { name: tab }).click();
  await activity.getByRole('gridcell').first().click();
  return launched.page.getByRole('dialog', { name: 'Story of a trade' });
}

describe("a trade's story in the window", () => {
  it('opens from a trade: what decided, sized and checked it, every state, in the zone of the person', async () => {
    const story = await openFrom('Trades');
    const entry = story.getByRole('region', { name: 'Entry · Buy · Market' });
    await entry.waitFor();
    const text = (await entry.textContent()) ?? '';
    for (const part of [
      'Share of equity',
      '10000 USDT',
      'Largest position',
      'at most 6000 USDT',
      '1 had nothing to say',
    ]) {
      expect(text).toContain(part);
    }
    const course = await entry.getByRole('listitem').allTextContents();
    expect(course.map((step) => /Sent|Unknown|Filled/.exec(step)?.[0])).toEqual([
      'Sent',
      'Unknown',
      'Filled',
      'Filled',
    ]);
    expect(course[1]).toContain('21:00:03');
    expect(course[1]).toContain('nobody knew whether it was at the exchange (no answer within 3 s)');
    await story.getByRole('region', { name: 'Signal · Sell · Market' }).getByText('Nothing is known of why').waitFor();
    await story.getByRole('region', { name: 'Result' }).getByText('65000 USDT').waitFor();
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in it, %s', async (theme) => {
    await callChannel(launched.page, 'settings.change', { theme });
    await launched.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    expect(await accessibilityViolations(launched.page)).toEqual([]);
  });

  it('is closed by Escape, and opens from a fill as well', async () => {
    await launched.page.keyboard.press('Escape');
    await launched.page.getByRole('dialog', { name: 'Story of a trade' }).waitFor({ state: 'detached' });
    const story = await openFrom('Fills');
    await story.getByRole('region', { name: 'Entry · Buy · Market' }).waitFor();
  });
});
