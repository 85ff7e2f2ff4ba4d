import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_NAMES } from '../../src-preload/contract/channel-names.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import type { LaunchedApp } from './pages/launch-app.ts';
import { launchApp } from './pages/launch-app.ts';
import * as checks from './pages/shell-checks.ts';

describe('the page in its shell', () => {
  let launched: LaunchedApp;

  beforeAll(async () => {
    launched = await launchApp();
  });
  afterAll(() => launched.close());

  it('has no Node and no Electron, in preferences that say so', () => checks.isolation(launched));
  it('is served from the bundle and nothing else is', () => checks.protocol(launched));
  it('runs no inline script, no evaluated text, no foreign picture, no inline style', () =>
    checks.contentPolicy(launched));
  it('is denied every permission', () => checks.permissions(launched));
  it('stays where it is', () => checks.navigation(launched));
  it('opens no window and no webview, and hands on only listed addresses', () => checks.newWindows(launched));
  it('alone is answered', () => checks.senders(launched));

  it('has one frozen object with a method for each channel', async () => {
    const api = await launched.page.evaluate(() => {
      const { bellwether } = window as unknown as { bellwether: Record<string, unknown> };
      return { names: Object.keys(bellwether).sort(), isFrozen: Object.isFrozen(bellwether) };
    });
    expect(api).toEqual({ names: [...CHANNEL_NAMES, 'onFacts'].sort(), isFrozen: true });
  });

  it('gets a clean refusal for calls that break the schema, on every channel', async () => {
    const answers = await launched.page.evaluate(async (names) => {
      const { bellwether } = window as unknown as { bellwether: Record<string, (input: unknown) => Promise<unknown>> };
      const cycle: Record<string, unknown> = {};
      cycle.self = cycle;
      const strange: unknown[] = [
        undefined,
        null,
        7,
        'text',
        [],
        [{}],
        { unknown: 1 },
        { botId: 1, jobId: null },
        new Map([['botId', 'b']]),
        new Date(),
        new Uint8Array(8),
        cycle,
        { botId: 'x'.repeat(300_000) },
        { reason: '', flatten: 'yes', theme: 'pink', series: [], choice: 'all', path: '' },
      ];
      const codes: Record<string, string[]> = {};
      for (const name of names) {
        const replies = await Promise.all(strange.map((input) => bellwether[name]?.(input)));
        const outcomes = replies.map((reply) => (typeof reply === 'string' ? JSON.parse(reply) : reply));
        codes[name] = outcomes.map((outcome) => (outcome as { error?: { code: string } }).error?.code ?? 'answered');
      }
      return codes;
    }, CHANNEL_NAMES);
    for (const name of CHANNEL_NAMES) {
      const others = answers[name]?.filter((code) => !['requestInvalid', 'requestTooLarge'].includes(code));
      expect([name, others]).toEqual([name, []]);
    }
    expect((await callChannel(launched.page, 'app.snapshot', {})).ok).toBe(true);
  });

  it('shows every page without breaking its own policy', async () => {
    const { page } = launched;
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
    });
    await page.reload();
    await whenReady(page);
    for (const name of ['Chart', 'Backtest', 'Data', 'Settings', 'Dashboard']) {
      await page.getByRole('navigation').getByText(name, { exact: true }).click();
      await page.mouse.move(500, 400);
      await page.mouse.move(540, 420);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    expect(complaints).toEqual([]);
  });
});
