import type { Locator, Page } from 'playwright';
import { columnTexts } from './grid-column.ts';
import type { LaunchedApp } from './launch-app.ts';

type Choice =
  | 'Data set'
  | 'Strategy'
  | 'Interval'
  | 'Profile'
  | 'Path inside a candle'
  | 'A limit order fills when the price';

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

  async choose(field: Choice, option: string | RegExp): Promise<void> {
    await this.region.getByRole('combobox', { name: field }).click();
    await this.#page.getByRole('option', { name: option }).first().click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.region.getByLabel(label, { exact: true }).fill(text);
  }

  /** A part of the report, by the beginning of its tab's name. */
  async openTab(
    name: 'Overview' | 'Returns' | 'Trades (' | 'Trades on the chart' | 'Statistics' | 'Costs',
  ): Promise<void> {
    const tab = this.result.getByRole('tab', { name }).first();
    await tab.click();
    await this.result.locator('[role="tab"][aria-selected="true"]', { hasText: name }).waitFor();
  }

  /** The exact number behind a figure of the statistics; null where it is undefined. */
  async statistic(name: string): Promise<string | null> {
    return this.result.locator(`[data-statistic="${name}"]`).getAttribute('title');
  }

  /** The exact number behind a figure as another program would give it. */
  async peerFigure(program: string, figure: string): Promise<string | null> {
    return this.result.locator(`[data-peer="${program}.${figure}"]`).getAttribute('title');
  }

  /** Saves the result as if the place had been chosen in the system's dialog; null: the dialog was left. */
  async saveAs({ app }: LaunchedApp, button: string, path: string | null): Promise<void> {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
    }, path);
    await this.result.getByRole('button', { name: button, exact: true }).click();
  }

  /** Shows or hides how orders fill. */
  async openFills(open: boolean): Promise<void> {
    const details = this.region.locator('details', { hasText: 'Fills and costs in detail' });
    const isOpen = (await details.getAttribute('open')) !== null;
    if (isOpen !== open) await details.locator('summary').click();
    await this.region.locator(open ? 'details[open]' : 'details:not([open])').waitFor();
  }

  async openLabTab(name: 'Result' | 'Queue' | 'History'): Promise<void> {
    await this.region.getByRole('tab', { name, exact: false }).first().click();
  }

  queuedRuns(state: 'queued' | 'running' | 'done' | 'cancelled'): Locator {
    return this.region.locator(`[data-testid="queued-run"][data-state="${state}"]`);
  }

  /** Such as `queued`; null for a run that is not in the list. */
  async stateOfRun(name: string): Promise<string | null> {
    const run = this.region.getByTestId('queued-run').filter({ hasText: name });
    return (await run.count()) === 0 ? null : run.first().getAttribute('data-state');
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
    return columnTexts(this.trades, id);
  }
}
