import type { Locator, Page } from 'playwright';

/** The dashboard as a person reads and uses it. */
export class DashboardPage {
  readonly #page: Page;
  readonly bots: Locator;
  readonly welcome: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.bots = page.getByRole('grid', { name: 'Bots' });
    this.welcome = page.getByRole('region', { name: 'Welcome to Bellwether' });
  }

  /** Names of the first steps that are ticked off. */
  stepsDone(): Promise<readonly (string | null)[]> {
    return this.welcome
      .locator('li[data-done="true"]')
      .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));
  }

  /** A figure of the account's strip, such as `Equity`, with its asset. */
  async figure(name: string): Promise<string> {
    const tile = this.#page
      .getByRole('region', { name: 'Account', exact: true })
      .locator('dl')
      .filter({ hasText: name });
    return (await tile.locator('dd').first().textContent()) ?? '';
  }

  /** The cell of a bot in a column, by the column's id. */
  cell(botName: string, columnId: string): Locator {
    const row = this.bots
      .getByRole('row')
      .filter({ has: this.#page.getByRole('button', { name: botName, exact: true }) });
    return row.locator(`[col-id="${columnId}"]`);
  }

  /** The button of a bot: `Start`, `Stop`, `Resume`, `Edit`. */
  action(action: string, botName: string): Locator {
    return this.bots.getByRole('button', { name: `${action} ${botName}`, exact: true });
  }

  /** The grid alone, as large as the page. */
  async showOnlyBots(): Promise<void> {
    const button = this.#page.getByRole('button', { name: 'Only bots' });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  }

  tick(botName: string): Locator {
    return this.bots.getByRole('checkbox', { name: `Select ${botName}`, exact: true });
  }

  /** A button of what is done to the ticked bots at once. */
  bulk(name: 'Start' | 'Stop' | 'Clone' | 'Change settings' | 'Clear selection'): Locator {
    return this.#page.getByRole('group', { name: 'Selected bots' }).getByRole('button', { name, exact: true });
  }

  /** What happened to each, once it is over; closes it. */
  async bulkSummary(title: string): Promise<string> {
    const dialog = this.#page.getByRole('dialog', { name: title });
    await dialog.getByRole('table').waitFor();
    const told = (await dialog.getByRole('status').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    return told;
  }

  /** A chip of the filter, such as `Idle`. */
  tier(name: string): Locator {
    return this.#page
      .getByRole('search', { name: 'Filter bots' })
      .getByRole('button', { name: new RegExp(`^${name}:`) });
  }

  /** Opens the steps that make a new bot. */
  async newBotBySteps(): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'New bot', exact: true }).click();
    const drawer = this.#page.getByRole('dialog', { name: 'New bot, step by step' });
    await drawer.getByRole('combobox', { name: 'Strategy' }).waitFor();
    return drawer;
  }

  /** Opens the form of a new bot, all on one page. */
  async newBot(): Promise<Locator> {
    const steps = await this.newBotBySteps();
    await steps.getByRole('button', { name: 'All on one page' }).click();
    const drawer = this.#page.getByRole('dialog', { name: 'New bot', exact: true });
    await drawer.getByLabel('Name').waitFor();
    return drawer;
  }

  async activity(tab: 'Positions' | 'Orders' | 'Fills' | 'Closed trades' | 'Refusals'): Promise<Locator> {
    await this.#page.getByRole('tab', { name: tab }).click();
    return this.#page.getByRole('tabpanel', { name: tab });
  }
}
