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

  /** Downloads a symbol of the connected exchange since a day, `2024-05-31`, up to now. */
  async download(symbol: string, interval: string, fromDay: string): Promise<void> {
    const symbols = this.region.getByRole('combobox', { name: 'Symbols' });
    await symbols.fill(symbol);
    const option = this.#page.getByRole('option', { name: symbol });
    await option.waitFor();
    if ((await option.getAttribute('aria-selected')) !== 'true') await option.click();
    await this.#page.keyboard.press('Escape');
    const panel = this.region.getByRole('region', { name: 'Download candles from an exchange' });
    await panel.getByRole('combobox', { name: 'Interval' }).click();
    await this.#page.getByRole('option', { name: interval, exact: true }).click();
    await panel.getByLabel('From').fill(fromDay);
    await panel.getByRole('button', { name: 'Download' }).click();
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
