import { mkdirSync } from 'node:fs';
import { it } from 'vitest';
import { accessibilityViolations } from './pages/axe.ts';
import { callChannel, whenReady } from './pages/bellwether-page.ts';
import { launchApp } from './pages/launch-app.ts';
import { resizeContent, WindowFrame } from './pages/window-frame.ts';
import { WorkspacePage } from './pages/workspace-page.ts';

it('tour', async () => {
  mkdirSync('/tmp/tour', { recursive: true });
  const launched = await launchApp();
  const { page } = launched;
  page.on('console', (m) => console.log('CONSOLE', m.type(), m.text()));
  page.on('pageerror', (m) => console.log('PAGEERROR', m));
  await whenReady(page);
  page.setDefaultTimeout(10_000);
  const frame = new WindowFrame(page);
  await page.getByRole('button', { name: 'Start First bot' }).first().click();
  await frame.open('Workspace');
  const ws = new WorkspacePage(page);
  for (const theme of ['dark', 'light'] as const) {
    await callChannel(page, 'settings.change', { theme });
    for (const [w, h] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await resizeContent(launched, w, h);
      for (const name of ['Trading', 'Bots', 'Research']) {
        await ws.show(name);
        await page.waitForTimeout(1500);
        await page.screenshot({ path: `/tmp/tour/${name}-${theme}-${w}.png` });
        if (w === 1280) console.log(name, JSON.stringify(await accessibilityViolations(page), null, 1));
      }
    }
  }
  console.log(await ws.tabs());
  await launched.close();
}, 120_000);
