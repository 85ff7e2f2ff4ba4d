import type { Locator, Page } from 'playwright';

/** The workspace in sight, as a person finds it: its bar, its panels, their tabs and menus. */
export class WorkspacePage {
  readonly #page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('region', { name: 'Workspace', exact: true });
  }

  /** Titles of all tabs, group by group. */
  tabs(): Promise<string[]> {
    return this.region.locator('.dv-tab .dv-default-tab-content').allTextContents();
  }

  tab(title: string): Locator {
    return this.region.getByRole('tab', { name: title });
  }

  async show(name: string): Promise<void> {
    await this.region
      .getByRole('navigation', { name: 'Workspaces' })
      .getByRole('button', { name, exact: true })
      .click();
  }

  async addPanel(name: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Add panel' }).click();
    await this.#page.getByRole('menuitem', { name, exact: true }).click();
  }

  /** Opens the menu of the panel in front of its group and takes one of its entries. */
  async ofPanel(title: string, entry: string): Promise<void> {
    await this.region
      .getByRole('button', { name: `What to do with ${title}`, exact: true })
      .first()
      .click();
    await this.#page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async ofWorkspace(entry: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Workspace', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async name(name: string): Promise<void> {
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Chooses a symbol in the list of symbols. */
  async choose(symbol: string): Promise<void> {
    await this.region.getByRole('list', { name: 'Symbols' }).getByRole('button', { name: symbol }).click();
  }
}
