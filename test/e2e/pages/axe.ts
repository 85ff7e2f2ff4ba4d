import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';

export type Violation = { readonly rule: string; readonly help: string; readonly targets: readonly string[] };

/**
 * Waits until nothing that ends by itself moves any more: a drawer that fades in is half transparent on its way, and its
 * text has no contrast yet. Two frames of rest, for a transition begins a frame after what it shows.
 */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
    for (let still = 0; still < 2; still = moving().length === 0 ? still + 1 : 0) {
      await Promise.all(moving().map(({ finished }) => finished.catch(() => undefined)));
      await frame();
    }
  });
}

/**
 * What axe finds wrong with the page once it has come to rest. axe is put in through the debugging protocol, which the page's own
 * content policy does not bind; the mode without a helper page is the one Electron can run. The size of targets (WCAG 2.2)
 * is a rule that axe leaves off by itself.
 */
export async function accessibilityViolations(page: Page): Promise<readonly Violation[]> {
  return violationsOf(page, new AxeBuilder({ page }), WITH_TARGET_SIZE);
}

/** The same of what lies over the page alone: a page with a long table takes seconds, and was looked at by itself. */
export async function dialogViolations(page: Page): Promise<readonly Violation[]> {
  return violationsOf(page, new AxeBuilder({ page }).include('[role="dialog"]'), WITH_TARGET_SIZE);
}

const WITH_TARGET_SIZE = { rules: { 'target-size': { enabled: true } } };

/** What axe finds wrong with the names of controls: all that another language can break. */
export async function nameViolations(page: Page): Promise<readonly Violation[]> {
  return violationsOf(page, new AxeBuilder({ page }), { runOnly: { type: 'rule', values: [...NAME_RULES] } });
}
const NAME_RULES = ['label-content-name-mismatch', 'button-name', 'link-name', 'label', 'aria-input-field-name'];

type AxeOptions = Parameters<AxeBuilder['options']>[0];

async function violationsOf(page: Page, builder: AxeBuilder, options: AxeOptions): Promise<readonly Violation[]> {
  await untilStill(page);
  const { violations } = await builder.setLegacyMode().options(options).analyze();
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    targets: nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`),
  }));
}
