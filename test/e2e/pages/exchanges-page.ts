import type { Locator, Page } from 'playwright';
import type { LaunchedApp } from './launch-app.ts';

export type Addresses = { readonly rest: string; readonly stream: string; readonly userStream: string };

/** The exchanges page as a person uses it. */
export class ExchangesPage {
  readonly #launched: LaunchedApp;
  readonly #page: Page;
  readonly region: Locator;
  readonly details: Locator;

  constructor(launched: LaunchedApp) {
    this.#launched = launched;
    this.#page = launched.page;
    this.region = this.#page.getByRole('region', { name: 'Exchanges', exact: true });
    this.details = this.region.getByTestId('connection-details');
  }

  /** Connects an exchange at other addresses than its own. */
  async connect(name: string, addresses: Addresses): Promise<void> {
    const exchange = this.region.getByRole('combobox', { name: 'Exchange', exact: true });
    await exchange.fill(name);
    await this.#page.getByRole('option', { name, exact: true }).click();
    await this.region.getByRole('checkbox', { name: /other addresses/ }).check();
    await this.region.getByRole('textbox', { name: 'REST address' }).fill(addresses.rest);
    await this.region.getByRole('textbox', { name: 'Stream address', exact: true }).fill(addresses.stream);
    await this.region.getByRole('textbox', { name: 'User stream address' }).fill(addresses.userStream);
    await this.region.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** The entry of a connection in the list. */
  entry(name: string): Locator {
    return this.region.getByTestId('connections').getByRole('button', { name });
  }

  async test(): Promise<void> {
    await this.details.getByRole('button', { name: 'Test', exact: true }).click();
  }

  /** Copies a part of a key in the system's clipboard and has it taken from there. */
  async takeFromClipboard(part: 'API key' | 'Secret', value: string): Promise<void> {
    await this.#launched.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), value);
    await this.details.getByRole('button', { name: `${part}: From clipboard` }).click();
  }

  async keepKey(choice: 'In the system’s keychain' | 'For this session only'): Promise<void> {
    await this.details.getByRole('radio', { name: choice }).check();
    await this.details.getByRole('button', { name: 'Check and keep' }).click();
  }
}
