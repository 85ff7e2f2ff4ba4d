import type { Locator, Page } from 'playwright';
import type { LaunchedApp } from './launch-app.ts';

/** The data page: a file in, and what is stored. */
export class DataPage {
  readonly #launched: LaunchedApp;
  readonly #page: Page;
  readonly region: Locator;
  readonly result: Locator;
  readonly stored: Locator;

  constructor(launched: LaunchedApp) {
    this.#launched = launched;
    this.#page = launched.page;
    this.region = this.#page.getByRole('region', { name: 'Data', exact: true });
    this.result = this.region.getByTestId('import-result');
    this.stored = this.region.getByTestId('stored-series');
  }

  /** Chooses a file as if in the system's dialog, which no test can drive. */
  async choose(path: string): Promise<void> {
    await this.#launched.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, path);
    const again = this.region.getByRole('button', { name: /^(Import another file|Choose another file)$/ });
    if (await again.isVisible()) await again.click();
    await this.region.getByRole('button', { name: 'Choose a file' }).click();
  }

  async import(): Promise<void> {
    await this.region.getByRole('button', { name: 'Import', exact: true }).click();
  }

  /** A figure of the import's result: `rows`, `inserted`, `rejected`, `gaps`… */
  async count(name: string): Promise<string> {
    return (await this.result.locator(`[data-count="${name}"]`).textContent()) ?? '';
  }

  /** The rejected lines of one kind, by the heading of its group. */
  rejectedLines(heading: string): Locator {
    return this.result.locator('details').filter({ hasText: heading }).locator('tbody tr');
  }

  row(symbol: string): Locator {
    return this.stored.getByRole('row').filter({ hasText: symbol });
  }
}
