import type { Locator, Page } from 'playwright';

/** The page of the log, as a person finds it. */
export class LogPage {
  readonly #page: Page;
  readonly list: Locator;
  readonly lines: Locator;
  readonly count: Locator;
  readonly search: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.#page = page;
    const region = page.getByRole('region', { name: 'Log', exact: true }).first();
    this.list = region.getByRole('listbox', { name: 'Lines of the log, newest first' });
    this.lines = this.list.getByRole('option');
    this.count = region.getByTestId('log-count');
    this.search = region.getByRole('textbox', { name: 'Search' });
    this.details = region.getByRole('region', { name: 'Line', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole('button', { name });
  }

  /** Chooses in one of the lists above the lines. */
  async choose(list: 'Level' | 'Area' | 'Time', option: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: list, exact: true }).click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  async act(name: string): Promise<void> {
    const region = this.#page.getByRole('region', { name: 'Log', exact: true }).first();
    await region.getByRole('button', { name: 'More', exact: true }).click();
    await this.#page.getByRole('menuitem', { name }).click();
  }
}
