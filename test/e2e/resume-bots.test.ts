import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whenReady } from './pages/bellwether-page.ts';
import { DashboardPage } from './pages/dashboard-page.ts';
import { type LaunchedApp, launchApp } from './pages/launch-app.ts';

const ACTION_LIMIT_MS = 8_000;

let dataDir: string;
let launched: LaunchedApp;
let dashboard: DashboardPage;

async function launch(): Promise<void> {
  launched = await launchApp({ dataDir });
  launched.page.setDefaultTimeout(ACTION_LIMIT_MS);
  dashboard = new DashboardPage(launched.page);
  await whenReady(launched.page);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-resume-'));
  await launch();
});
afterAll(async () => {
  await launched.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('bots that ran when the app died', () => {
  it('come back as interrupted, say so, and go on when they are resumed', async () => {
    await dashboard.action('Start', 'First bot').click();
    await dashboard.action('Stop', 'First bot').waitFor();
    const child = launched.app.process();
    child.kill('SIGKILL');
    if (child.signalCode === null) await once(child, 'exit');
    await launch();
    await dashboard.action('Resume', 'First bot').waitFor();
    expect(await dashboard.cell('First bot', 'state').textContent()).toBe('Interrupted');
    await launched.page.getByRole('button', { name: 'Resume 1 interrupted' }).click();
    await dashboard.action('Stop', 'First bot').waitFor();
    expect(await dashboard.cell('First bot', 'state').textContent()).toBe('Running');
  });
});
