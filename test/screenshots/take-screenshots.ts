import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { callChannel, whenReady } from '../e2e/pages/bellwether-page.ts';
import { type LaunchedApp, launchApp } from '../e2e/pages/launch-app.ts';
import { resizeContent } from '../e2e/pages/window-frame.ts';
import { writeLivelyFolder } from './lively-folder.ts';
import { prepareLively, SCENES_EMPTY, SCENES_LIVELY, type Scene } from './scenes.ts';

const THEMES = ['dark', 'light'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Nothing that fades or blinks is half way in a picture. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const endless = ({ effect }: Animation): boolean => effect?.getTiming().iterations === Number.POSITIVE_INFINITY;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await Promise.all(
      document
        .getAnimations()
        .filter((one) => !endless(one))
        .map(({ finished }) => finished.catch(() => undefined)),
    );
    await frame();
    await frame();
  });
}

type Pass = {
  readonly launched: LaunchedApp;
  readonly state: string;
  readonly scenes: readonly Scene[];
  readonly wanted: readonly string[];
};

async function shootAll({ launched, state, scenes, wanted }: Pass): Promise<void> {
  const { page } = launched;
  for (const theme of THEMES) {
    await callChannel(page, 'settings.change', { theme });
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    for (const { width, height } of SIZES) {
      await resizeContent(launched, width, height);
      const folder = join(projectRoot, 'screenshots', `${theme}-${width}x${height}`);
      await mkdir(folder, { recursive: true });
      for (const scene of scenes) {
        const name = `${state}-${scene.name}`;
        if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
        const leave = await scene.open(launched);
        await settle(page);
        await page.screenshot({ path: join(folder, `${name}.png`) });
        await leave?.();
      }
    }
  }
}

async function pass(
  state: string,
  scenes: readonly Scene[],
  wanted: readonly string[],
  prepare: (folder: string) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-screenshots-'));
  try {
    await prepare(folder);
    const launched = await launchApp({ dataDir: folder, env: { BELLWETHER_DEMO_SEED: 'services-test' } });
    try {
      launched.page.setDefaultTimeout(20_000);
      await whenReady(launched.page);
      if (state === 'lively') await prepareLively(launched, folder);
      await shootAll({ launched, state, scenes, wanted });
    } finally {
      await launched.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every room, as a new person finds it and after bots have traded, into `screenshots/`; `wanted` are parts of names. */
export async function takeScreenshots(wanted: readonly string[]): Promise<void> {
  await pass('empty', SCENES_EMPTY, wanted, async () => undefined);
  await pass('lively', SCENES_LIVELY, wanted, writeLivelyFolder);
}
