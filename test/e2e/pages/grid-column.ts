import type { Locator } from 'playwright';

/** Texts of one column of a grid on the screen, top to bottom: the grid keeps its rows in another order. */
export async function columnTexts(grid: Locator, columnId: string): Promise<readonly string[]> {
  const rows = await grid.locator('.ag-row').evaluateAll(
    (elements, id) =>
      elements
        .map((row) => ({
          index: Number(row.getAttribute('row-index')),
          text: row.querySelector(`[col-id="${id}"]`)?.textContent ?? '',
        }))
        .sort((left, right) => left.index - right.index),
    columnId,
  );
  return rows.map(({ text }) => text.trim());
}
