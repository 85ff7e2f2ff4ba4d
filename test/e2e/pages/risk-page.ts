import type { Locator, Page } from 'playwright';

type Mode = 'Normal' | 'No new positions' | 'Reduce only' | 'Flatten';

/** The risk page as a person reads and uses it. */
export class RiskPage {
  readonly #page: Page;
  readonly #region: Locator;
  readonly banner: Locator;
  readonly mode: Locator;
  readonly limits: Locator;
  readonly refusals: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#region = page.getByRole('region', { name: 'Risk', exact: true });
    this.banner = page.getByTestId('mode-banner');
    this.mode = this.#region.getByRole('region', { name: 'What trading may do' });
    this.limits = this.#region.getByRole('region', { name: 'Limits', exact: true });
    this.refusals = this.#region.getByRole('region', { name: 'Refusals' });
  }

  /** What the line of a limit says, cell by cell; the bar is its spoken share. */
  async limit(name: string): Promise<readonly string[]> {
    const line = this.limits.getByRole('row').filter({ has: this.#page.getByRole('rowheader', { name, exact: true }) });
    return (await line.getByRole('cell').allTextContents()).map((text) => text.trim());
  }

  /** Sets limits through the form: percent or a number, empty for none. */
  async setLimits(values: Readonly<Record<string, string>>): Promise<void> {
    await this.limits.getByRole('button', { name: 'Change limits' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Limits' });
    for (const [name, value] of Object.entries(values)) await dialog.getByLabel(`${name}: at most`).fill(value);
    await dialog.getByRole('button', { name: 'Save limits' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async restrict(mode: Mode, reason: string): Promise<void> {
    await this.mode.getByText(mode, { exact: true }).last().click();
    const dialog = this.#page.getByRole('dialog', { name: `Restrict to: ${mode}` });
    await dialog.getByLabel('Why?').fill(reason);
    await dialog.getByRole('button', { name: 'Restrict' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async release(reason: string): Promise<void> {
    await this.mode.getByRole('button', { name: 'Release' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Release the restriction' });
    await dialog.getByLabel('Why is it safe to trade again?').fill(reason);
    await dialog.getByRole('button', { name: 'Release' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
