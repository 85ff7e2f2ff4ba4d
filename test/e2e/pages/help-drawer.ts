import type { Locator, Page } from 'playwright';

/** Help as it opens beside a page. */
export class HelpDrawer {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly article: Locator;
  readonly contents: Locator;
  readonly found: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Help' });
    this.article = this.dialog.getByRole('article');
    this.contents = this.dialog.getByRole('navigation', { name: 'Contents' });
    this.found = this.dialog.getByRole('navigation', { name: 'Found in the help' });
  }

  /** The chapter of the page in front, by its key. */
  async openOnPage(): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.article.waitFor();
  }

  async title(): Promise<string> {
    return (await this.article.getByRole('heading', { level: 3 }).first().textContent()) ?? '';
  }

  async search(text: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Search the help' }).fill(text);
    await this.found.waitFor();
  }

  async clearSearch(): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Search the help' }).fill('');
    await this.contents.waitFor();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
  }
}
