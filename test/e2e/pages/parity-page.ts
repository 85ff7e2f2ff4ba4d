import type { Locator, Page } from 'playwright';

/** What bots earned against their backtests. */
export class ParityPage {
  readonly region: Locator;
  readonly bots: Locator;
  readonly trades: Locator;
  readonly measured: Locator;
  readonly takeOver: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Parity', exact: true });
    this.bots = this.region.getByTestId('parity-bots');
    this.trades = this.region.getByTestId('parity-trades');
    this.measured = this.region.getByTestId('measured-costs');
    this.takeOver = this.region.getByRole('button', { name: 'Use in Backtest' });
  }

  async choose(bot: string): Promise<void> {
    await this.bots.getByRole('button', { name: bot }).click();
    await this.region.getByRole('heading', { name: `Trades of ${bot}` }).waitFor();
  }

  /** The exact amount in a bot's column, as the cell's title has it. */
  async exact(bot: string, column: string): Promise<string> {
    const names = await this.bots.getByRole('columnheader').allTextContents();
    const row = this.bots.getByRole('row').filter({ has: this.bots.page().getByRole('rowheader', { name: bot }) });
    const cell = row.locator(`:scope > :nth-child(${names.indexOf(column) + 1})`);
    return (await cell.getAttribute('title')) ?? (await cell.textContent()) ?? '';
  }
}
