import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';
import { RiskPage } from './pages/risk-page.ts';
import { WindowFrame } from './pages/window-frame.ts';

const WAIT = { timeout: 10_000, interval: 25 };

let dataDir: string;
let launched: LaunchedApp;
let risk: RiskPage;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  await whenReady(launched.page);
  launched.page.setDefaultTimeout(8000);
  await new WindowFrame(launched.page).open('Risk');
  risk = new RiskPage(launched.page);
  await risk.limits.waitFor();
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-risk-'));
  await launch();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the risk page', () => {
  it('shows each limit, how much of it is used and what its breach causes', async () => {
    expect(await risk.limit('Drawdown from the peak')).toEqual([
      '',
      '0.00 USDT',
      expect.stringMatching(/^30\.0%[\d,]+\.\d\d USDT$/),
      'No new positions',
    ]);
    expect(await risk.limit('Positions')).toEqual(['', '0', 'no limit', '']);
  });

  it('limits that are changed are in force and shown', async () => {
    await risk.setLimits({ Positions: '2', 'Gross exposure': '150' });
    await vi.waitFor(
      async () => expect(await risk.limit('Positions')).toEqual(['', '0', '2', 'Refuse the order']),
      WAIT,
    );
    const snapshot = await callChannel(launched.page, 'app.snapshot', {});
    expect(snapshot.ok && snapshot.value.settings.governor).toMatchObject({
      positions: { most: 2, onBreach: 'refuse' },
      grossExposure: { most: 1.5, onBreach: 'refuse' },
    });
  });

  it('a person restricts with a reason, sees it on every page, also after a restart, and releases it', async () => {
    await risk.restrict('Reduce only', 'news at noon');
    await risk.mode.getByText('news at noon').waitFor();
    await new WindowFrame(launched.page).open('Dashboard');
    expect(await risk.banner.textContent()).toContain('Paper accounts: Reduce only');
    await launched.close();
    await launch();
    expect(await risk.banner.textContent()).toContain('news at noon');
    await risk.release('it has passed');
    await risk.banner.waitFor({ state: 'detached' });
    const standing = await callChannel(launched.page, 'risk.standing', {});
    expect(standing.ok && standing.value.groups[0]?.mode.kind).toBe('normal');
  });

  it('says what the limits would have blocked of the past', async () => {
    const panel = launched.page.getByRole('region', { name: 'What it would have blocked' });
    await panel.getByRole('button', { name: 'Try on past trades' }).click();
    await panel.getByText('No round trip yet').waitFor();
  });
});
