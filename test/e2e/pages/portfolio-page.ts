import type { Locator, Page } from 'playwright';
import type { LaunchedApp } from './launch-app.ts';

/** The portfolio: who earned what, how it goes together, and files to keep. */
export class PortfolioPage {
  readonly #launched: LaunchedApp;
  readonly region: Locator;
  readonly attribution: Locator;
  readonly performance: Locator;

  constructor(launched: LaunchedApp) {
    this.#launched = launched;
    this.region = launched.page.getByRole('region', { name: 'Portfolio', exact: true });
    this.attribution = this.region.getByTestId('attribution');
    this.performance = this.region.getByTestId('performance');
  }

  async groupBy(name: string): Promise<void> {
    await this.region.getByRole('radiogroup', { name: 'Group by' }).getByText(name, { exact: true }).click();
    await this.attribution.and(this.#page.getByRole('table', { name: `Profit by ${name}` })).waitFor();
  }

  /** Names of the rows, the whole left out. */
  rows(): Promise<string[]> {
    return this.attribution.locator('tbody').getByRole('rowheader').allTextContents();
  }

  /** Exact amounts of a column, as the cells' titles have them; the last one is the whole's. */
  async exact(column: string): Promise<string[]> {
    const names = await this.attribution.getByRole('columnheader').allTextContents();
    const index = names.findIndex((name) => name.startsWith(column));
    const cells = this.attribution.locator(`tbody tr, tfoot tr`).locator(`:scope > :nth-child(${index + 1})`);
    return cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('title') ?? cell.textContent ?? ''));
  }

  /** Presses a button of `Save as CSV`, with the system's dialog answered. */
  async saveAs(name: string, path: string): Promise<void> {
    await this.#launched.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    }, path);
    await this.region.getByRole('button', { name, exact: true }).click();
    await this.region.getByText(/^Saved as /).waitFor();
  }

  heatmap(name: string): Locator {
    return this.region.getByRole('table', { name });
  }

  get #page(): Page {
    return this.#launched.page;
  }
}
