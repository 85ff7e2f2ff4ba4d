import type { Locator, Page } from 'playwright';

/** The backtest page: the form on the left, what came out on the right. */
export class BacktestPage {
  readonly #page: Page;
  readonly region: Locator;
  readonly result: Locator;
  readonly trades: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('region', { name: 'Backtest', exact: true });
    this.result = this.region.getByTestId('backtest-result');
    this.trades = this.result.getByRole('grid');
  }

  async choose(field: 'Data set' | 'Strategy' | 'Interval', option: string | RegExp): Promise<void> {
    await this.region.getByRole('combobox', { name: field }).click();
    await this.#page.getByRole('option', { name: option }).first().click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.region.getByLabel(label, { exact: true }).fill(text);
  }

  async run(): Promise<void> {
    await this.region.getByRole('button', { name: 'Run backtest' }).click();
  }

  /** The exact number behind a metric, as the command line prints it; null where it is undefined. */
  async metric(name: string): Promise<string | null> {
    return this.result.locator(`[data-metric="${name}"]`).getAttribute('title');
  }

  async metricText(name: string): Promise<string> {
    return (await this.result.locator(`[data-metric="${name}"]`).textContent()) ?? '';
  }

  async finalEquity(): Promise<string | null> {
    return this.result.getByTestId('final-equity').getAttribute('title');
  }

  /** The number behind a cell of the trades, which itself is rounded for reading. */
  async exactValue(rowIndex: number, columnId: string): Promise<string | null> {
    return this.trades.locator(`[row-index="${rowIndex}"] [col-id="${columnId}"] span[title]`).getAttribute('title');
  }

  /** Cells of one column of the trades on the screen, top to bottom. */
  async column(id: string): Promise<readonly string[]> {
    const rows = await this.trades.locator('.ag-row').evaluateAll(
      (elements, columnId) =>
        elements
          .map((row) => ({
            index: Number(row.getAttribute('row-index')),
            text: row.querySelector(`[col-id="${columnId}"]`)?.textContent ?? '',
          }))
          .sort((left, right) => left.index - right.index),
      id,
    );
    return rows.map(({ text }) => text.trim());
  }
}
