import type { Locator, Page } from 'playwright';

/** The ticket as a person fills it. */
export class TicketForm {
  readonly #page: Page;
  readonly form: Locator;
  readonly preview: Locator;
  readonly question: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.form = page.getByRole('form', { name: 'Order by hand' });
    this.preview = this.form.getByTestId('ticket-preview');
    this.question = page.getByRole('dialog', { name: 'Send this order?' });
  }

  field(name: string): Locator {
    return this.form.getByRole('textbox', { name, exact: true });
  }

  async choose(name: string, option: string): Promise<void> {
    await this.form.getByRole('combobox', { name, exact: true }).click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  /** What the look before says beside that name, once it does. */
  async figure(name: string): Promise<string> {
    const row = this.preview.locator('dl > div', { has: this.#page.getByText(name, { exact: true }) });
    return row.locator('dd').innerText();
  }

  async confirm(): Promise<void> {
    await this.question.getByRole('button', { name: 'Send the order' }).click();
    await this.question.waitFor({ state: 'detached' });
  }
}
