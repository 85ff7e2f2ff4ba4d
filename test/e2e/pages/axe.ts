import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';

export type Violation = { readonly rule: string; readonly help: string; readonly targets: readonly string[] };

/**
 * What axe finds wrong with the page as it is now. axe is put in through the debugging protocol, which the page's own
 * content policy does not bind; the mode without a helper page is the one Electron can run.
 */
export async function accessibilityViolations(page: Page): Promise<readonly Violation[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    targets: nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`),
  }));
}
