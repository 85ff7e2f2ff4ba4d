import type { Locator, Page } from 'playwright';

/** The command palette and the list of shortcuts, by the keyboard as they are meant. */
export class CommandPalette {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly field: Locator;
  readonly options: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Command palette' });
    this.field = this.dialog.getByRole('combobox');
    this.options = this.dialog.getByRole('option');
  }

  async open(): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    await this.field.waitFor();
  }

  /** Opens the palette, types, and takes what comes first, which must be `expected`. */
  async run(query: string, expected: string): Promise<void> {
    await this.open();
    await this.#page.keyboard.type(query);
    await this.options
      .first()
      .and(this.#page.getByRole('option', { name: expected, selected: true }))
      .waitFor();
    await this.#page.keyboard.press('Enter');
    await this.dialog.waitFor({ state: 'detached' });
  }

  async texts(): Promise<readonly string[]> {
    return (await this.options.allTextContents()).map((text) => text.trim());
  }
}

export class ShortcutListPage {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly refusal: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    this.refusal = this.dialog.getByRole('alert');
  }

  async search(text: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Search commands and keys' }).fill(text);
  }

  line(commandId: string): Locator {
    return this.dialog.locator(`[data-command="${commandId}"]`);
  }

  /** Presses a new shortcut for a command. */
  async record(command: string, keys: string): Promise<void> {
    await this.dialog.getByRole('button', { name: `Change the shortcut of ${command}`, exact: true }).press('Enter');
    await this.dialog.getByText('Press the keys; Escape cancels').waitFor();
    await this.#page.keyboard.press(keys);
    await this.dialog.getByText('Press the keys; Escape cancels').waitFor({ state: 'detached' });
  }

  async press(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).press('Enter');
  }
}
