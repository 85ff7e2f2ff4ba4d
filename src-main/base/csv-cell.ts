/** Beginnings that make a spreadsheet read a text as a formula, their full-width twins included (OWASP ASVS 5, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;
const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** A text as a cell of RFC 4180: an apostrophe before what would be a formula, quotes where they are needed. */
export function csvTextCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** An exact decimal as a cell: negative numbers stay numbers. Throws RangeError for anything but a plain decimal. */
export function csvNumberCell(decimal: string): string {
  if (PLAIN_DECIMAL.test(decimal)) return decimal;
  throw new RangeError(`a number of a CSV file is "${decimal}", expected a plain decimal`);
}

/** Rows of finished cells as RFC 4180 has them: CRLF after each, the last included. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join(',')}\r\n`).join('');
}
