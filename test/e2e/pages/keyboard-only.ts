import type { Page } from 'playwright';

const MOST_PRESSES = 150;

/** A person without a mouse: the Tab key, Enter, arrows and letters; notes every stop that does not show it has the focus. */
export class KeyboardOnly {
  readonly #page: Page;
  readonly #unseen = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** Controls that had the focus without a ring or another sign. */
  get unseen(): readonly string[] {
    return [...this.#unseen];
  }

  /** Walks with the Tab key until the control of this name has the focus. */
  async tabTo(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < MOST_PRESSES; presses++) {
      const focused = await this.#focused();
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
      passed.push(focused);
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`the Tab key does not lead to ${name}; it leads to ${[...new Set(passed)].join(' | ')}`);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Goes to a control and presses it. */
  async act(name: string | RegExp): Promise<void> {
    await this.tabTo(name);
    await this.#page.keyboard.press('Enter');
  }

  /** Goes to a field and replaces what is in it. */
  async type(name: string | RegExp, text: string): Promise<void> {
    await this.tabTo(name);
    await this.#page.keyboard.press('Control+a');
    await this.#page.keyboard.type(text);
  }

  /** Goes to a list that opens, and walks it to an option. */
  async choose(name: string, option: string): Promise<void> {
    await this.tabTo(name);
    await this.#page.keyboard.press('Enter');
    const current = this.#page.locator('[role="option"][data-combobox-selected]:visible');
    await this.#page.getByRole('option', { name: option, exact: true }).waitFor();
    for (let presses = 0; presses < MOST_PRESSES; presses++) {
      if ((await current.count()) > 0 && (await current.textContent())?.trim() === option) break;
      await this.#page.keyboard.press('ArrowDown');
    }
    await this.#page.keyboard.press('Enter');
  }

  /** The name of what has the focus; a stop that cannot be seen is noted. */
  async #focused(): Promise<string> {
    const { name, isSeen } = await this.#page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement)) return { name: '', isSeen: true };
      const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : [];
      const label = focused.getAttribute('aria-label') ?? labels[0]?.textContent ?? focused.textContent;
      const hasRing = (element: Element): boolean => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      };
      // A control that is drawn by its label shows the focus there. The page and a dialog's frame are no controls.
      const isControl = focused !== document.body && focused.tabIndex >= 0;
      return { name: label?.trim() ?? '', isSeen: !isControl || [focused, ...labels].some(hasRing) };
    });
    if (!isSeen) this.#unseen.add(name);
    return name;
  }
}
