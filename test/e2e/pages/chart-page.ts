import type { Locator, Page } from 'playwright';

/** The chart page as a person reads and moves it. */
export class ChartPage {
  readonly #page: Page;
  readonly region: Locator;
  /** The drawing itself: takes keys and the mouse. */
  readonly area: Locator;
  /** The read-out over the candles, one line a row. */
  readonly legend: Locator;
  readonly feedState: Locator;
  readonly toLatest: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('region', { name: 'Chart', exact: true });
    this.area = this.region.getByRole('application');
    this.legend = this.region.getByTestId('chart-legend');
    this.feedState = this.region.getByTestId('feed-state');
    this.toLatest = this.region.getByRole('button', { name: 'To the newest bar' });
  }

  /** Waits until candles of this series are drawn. */
  async whenDrawn(symbol: string, interval: string): Promise<void> {
    await this.legend.locator('strong', { hasText: symbol }).first().waitFor();
    await this.area.and(this.#page.getByLabel(`Candles of ${symbol}, ${interval}.`)).waitFor();
    await this.region.locator('[data-chart-phase="ready"] [data-part="canvas"][data-rows]').waitFor();
  }

  /** Rows of candles the canvas holds. */
  async rowsDrawn(): Promise<number> {
    return Number(await this.region.locator('[data-part="canvas"]').getAttribute('data-rows'));
  }

  /** The simulated one, imported files, or an exchange by its name. */
  async pickMarket(name: string): Promise<void> {
    await this.region.getByRole('combobox', { name: 'Market' }).click();
    await this.#page.getByRole('option', { name, exact: true }).click();
  }

  /** Types a symbol into the picker and takes the first match, without the mouse. */
  async pickSymbol(text: string): Promise<void> {
    const picker = this.region.getByRole('combobox', { name: 'Symbol' });
    await picker.focus();
    await picker.fill(text);
    await this.#page.getByRole('option', { name: text }).first().waitFor();
    await picker.press('Enter');
  }

  async pickInterval(interval: string): Promise<void> {
    const list = this.region.getByRole('combobox', { name: 'Interval' });
    if (await list.isVisible()) {
      await list.click();
      await this.#page.getByRole('option', { name: interval, exact: true }).click();
    } else {
      await this.region.getByRole('radiogroup', { name: 'Interval' }).getByText(interval, { exact: true }).click();
    }
  }

  async pickKind(name: string): Promise<void> {
    await this.region.getByRole('combobox', { name: 'Kind of candles' }).click();
    await this.#page.getByRole('option', { name, exact: true }).click();
  }

  /** The kind of candles on the canvas. */
  async kindDrawn(): Promise<string | null> {
    return this.region.locator('[data-part="canvas"]').getAttribute('data-kind');
  }

  get templates(): Locator {
    return this.region.getByRole('button', { name: 'Templates', exact: true });
  }

  async saveTemplate(name: string): Promise<void> {
    await this.templates.click();
    await this.#page.getByLabel('Name of the template').fill(name);
    await this.#page.keyboard.press('Enter');
    await this.#page.getByRole('button', { name: `Remove template ${name}` }).waitFor();
    await this.#page.keyboard.press('Escape');
  }

  async applyTemplate(name: string): Promise<void> {
    await this.templates.click();
    await this.#page.getByRole('button', { name, exact: true }).click();
  }

  /** Orders and positions over the candles. */
  get orderLines(): Locator {
    return this.region.getByTestId('order-lines');
  }

  /** The label of a stop or target, by what it is and whose: a slider. */
  orderHandle(name: string): Locator {
    return this.orderLines.getByRole('slider', { name });
  }

  /** Saves the picture or the table; what the system's dialog would ask is answered beforehand. */
  async save(item: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Save', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: item }).click();
  }

  /** Takes a tool out of the menu. */
  async draw(kind: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Draw', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: kind }).click();
    await this.drawingPlacer.waitFor();
  }

  /** What lies over the chart while something is drawn. */
  get drawingPlacer(): Locator {
    return this.region.getByTestId('drawings').getByRole('button', { name: 'Escape leaves' });
  }

  drawingHandle(name: string | RegExp): Locator {
    const exact = typeof name === 'string';
    return this.region.getByTestId('drawings').getByRole('button', { name, exact });
  }

  /** The label of an alert's line, by its price: a slider. */
  get alertHandles(): Locator {
    return this.region.getByTestId('alert-lines').getByRole('slider');
  }

  /** Opens or closes the list of the alerts of what is shown. */
  async toggleAlerts(): Promise<void> {
    await this.region.getByRole('button', { name: /^Alerts( \d+)?$/ }).click();
  }

  /** What stands over a chart that shows the past as if it were now. */
  get replayStrip(): Locator {
    return this.region.getByTestId('replay-strip');
  }

  /** The newest bar that a replay shows. */
  get replayTime(): Locator {
    return this.replayStrip.locator('strong');
  }

  async addIndicator(text: string): Promise<void> {
    const picker = this.region.getByRole('combobox', { name: 'Add indicator' });
    await picker.focus();
    await picker.fill(text);
    await this.#page.getByRole('option').first().waitFor();
    await picker.press('Enter');
  }

  /** Switches what lies behind the candles on or off, by its names in the menu. */
  async toggleLayers(...names: readonly string[]): Promise<void> {
    await this.region.getByRole('button', { name: 'Layers', exact: true }).click();
    for (const name of names) await this.#page.getByRole('switch', { name, exact: true }).click();
    await this.#page.keyboard.press('Escape');
  }

  /** Pixels that are drawn on the canvas behind the candles. */
  async inkUnderCandles(): Promise<number> {
    return this.region.locator('canvas[data-part="under"]').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let drawn = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) drawn++;
      return drawn;
    });
  }

  /** What the read-out says of the market's structure. */
  get structureLine(): Locator {
    return this.legend.getByTestId('structure-line');
  }

  /** What the read-out says of the regime. */
  get regimeLine(): Locator {
    return this.legend.getByTestId('regime-line');
  }

  /** The part of the read-out that belongs to an indicator. */
  indicatorLine(title: string): Locator {
    return this.legend.locator('div').filter({ hasText: title });
  }

  async press(...keys: readonly string[]): Promise<void> {
    await this.area.focus();
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Drags from the middle by so many pixels. */
  async drag(byX: number): Promise<void> {
    const middle = await this.middle();
    await this.#page.mouse.move(middle.x, middle.y);
    await this.#page.mouse.down();
    await this.#page.mouse.move(middle.x + byX, middle.y, { steps: 8 });
    await this.#page.mouse.up();
  }

  async middle(): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.area.boundingBox();
    if (box === null) throw new Error('the chart is not on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}
