import type { Locator, Page } from 'playwright';
import { columnTexts } from './grid-column.ts';

/** The history of backtests, in its tab of the backtest page. */
export class RunHistoryPage {
  readonly #page: Page;
  readonly region: Locator;
  readonly list: Locator;
  readonly comparison: Locator;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('region', { name: 'Backtest', exact: true });
    this.list = this.region.getByRole('grid', { name: 'Past runs' });
    this.comparison = this.region.getByTestId('run-comparison');
    this.verdict = page.getByTestId('repeat-verdict');
  }

  async open(): Promise<void> {
    await this.region.getByRole('tab', { name: 'History' }).click();
    await this.region.getByRole('heading', { name: 'Past runs' }).waitFor();
  }

  async showResult(): Promise<void> {
    await this.region.getByRole('tab', { name: 'Result', exact: true }).click();
  }

  /** Texts of one column, top to bottom. */
  async column(id: string): Promise<readonly string[]> {
    return columnTexts(this.list, id);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.list.getByRole('button', { name: from }).and(this.list.getByTitle('Press to rename')).click();
    const field = this.list.getByLabel(`New name of ${from}`);
    await field.fill(to);
    await field.press('Enter');
    await field.waitFor({ state: 'detached' });
  }

  async note(name: string, text: string): Promise<void> {
    await this.list.getByRole('button', { name: `Note of ${name}` }).click();
    const dialog = this.#page.getByRole('dialog', { name: `Note of ${name}` });
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: 'Keep the note' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async tick(name: string): Promise<void> {
    await this.list.getByRole('checkbox', { name: `Compare ${name}` }).check();
  }

  async remove(name: string): Promise<void> {
    await this.list.getByRole('button', { name: `Remove ${name}` }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Remove a run' });
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Runs it again; the answer stands in `verdict`. */
  async runAgain(name: string): Promise<void> {
    await this.list.getByRole('button', { name: `Run again: ${name}` }).click();
    await this.verdict.waitFor();
  }

  async closeDialog(): Promise<void> {
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
  }
}
