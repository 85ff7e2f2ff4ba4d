import type { Locator, Page } from 'playwright';
import type { LaunchedApp } from './launch-app.ts';

export type PageName =
  | 'Dashboard'
  | 'Workspace'
  | 'Chart'
  | 'Backtest'
  | 'Strategies'
  | 'Data'
  | 'Exchanges'
  | 'Risk'
  | 'Portfolio'
  | 'Parity'
  | 'Settings'
  | 'Orders'
  | 'Log';
export const PAGE_NAMES: readonly PageName[] = [
  'Dashboard',
  'Workspace',
  'Chart',
  'Backtest',
  'Strategies',
  'Data',
  'Exchanges',
  'Risk',
  'Portfolio',
  'Parity',
  'Settings',
  'Orders',
  'Log',
];

/** By what a page is found and waited for, in the language of the window. */
export type FrameWords = { readonly navigation: string; readonly loading: string };
const ENGLISH: FrameWords = { navigation: 'Pages', loading: 'Loading the page' };

const DONE_OR_NOT = [() => true, () => false] as const;

/** What is round every page of the window, as a person finds it. */
export class WindowFrame<Name extends string = PageName> {
  readonly #page: Page;
  readonly #words: FrameWords;
  readonly stopButton: Locator;
  readonly haltBanner: Locator;
  readonly simulatedMarket: Locator;

  constructor(page: Page, words: FrameWords = ENGLISH) {
    this.#page = page;
    this.#words = words;
    this.stopButton = page.getByRole('button', { name: 'Stop everything' });
    this.haltBanner = page.getByTestId('halt-banner');
    this.simulatedMarket = page.getByTestId('simulated-market');
  }

  /** Brings a page to the front and waits until its own content has replaced the loading sign. */
  async open(name: Name): Promise<Locator> {
    while (!((await this.#pressInSight(name)) || (await this.#pressInMenu(name))));
    const region = this.#page.getByRole('region', { name, exact: true });
    await region.waitFor();
    await region.getByText(this.#words.loading).waitFor({ state: 'detached' });
    return region;
  }

  get #pages(): Locator {
    return this.#page.getByRole('navigation', { name: this.#words.navigation });
  }

  async #pressInSight(name: Name): Promise<boolean> {
    const button = this.#pages.getByRole('button', { name, exact: true });
    return (await button.isVisible()) && button.click({ timeout: 2000 }).then(...DONE_OR_NOT);
  }

  /** A header that has just become narrower or wider may still be about to move the page into its menu, or out of it. */
  async #pressInMenu(name: Name): Promise<boolean> {
    const more = this.#pages.locator('[data-more]');
    if (!(await more.isVisible())) return false;
    await more.click();
    const entry = this.#page.getByRole('menuitem', { name });
    const wasPressed = await entry.click({ timeout: 2000 }).then(...DONE_OR_NOT);
    if (!wasPressed) await this.#page.keyboard.press('Escape');
    return wasPressed;
  }

  async release(reason: string): Promise<void> {
    await this.haltBanner.getByRole('button', { name: 'Release' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Release the halt' });
    await dialog.getByLabel('Why is it safe to trade again?').fill(reason);
    await dialog.getByRole('button', { name: 'Release' }).click();
    await this.haltBanner.waitFor({ state: 'detached' });
  }
}

/** Gives the window's content a size; the page is measured and read at it. */
export async function resizeContent({ app }: LaunchedApp, width: number, height: number): Promise<void> {
  const size = [width, height] as const;
  await app.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
    size,
  );
}
