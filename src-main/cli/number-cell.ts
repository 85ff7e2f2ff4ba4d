/** A value of a printed column: the shortest decimal that reads back as the same float64, nothing while there is none. */
export function numberCell(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
