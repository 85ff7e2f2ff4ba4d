import type { DecimalMark } from './decimal-field.ts';
import type { Delimiter } from './row-fields.ts';
import { RowFields } from './row-fields.ts';

export type CsvDialect = { readonly delimiter: Delimiter; readonly decimalMark: DecimalMark };

/** A candle has a time and four prices, so its line has at least four delimiters. */
const FEWEST_DELIMITERS = 4;

/**
 * The delimiter that most lines have often enough. A tab is asked first and a comma last, since lines of the others
 * may hold decimal commas too.
 */
export function detectDialect(lines: readonly string[]): CsvDialect {
  const counts = (['\t', ';', ','] as const).map((delimiter) => ({ delimiter, median: medianCount(lines, delimiter) }));
  const likely = counts.find((candidate) => candidate.median >= FEWEST_DELIMITERS);
  const most = counts.reduce((best, candidate) => (candidate.median >= best.median ? candidate : best));
  const delimiter = (likely ?? most).delimiter;
  return { delimiter, decimalMark: detectDecimalMark(lines, delimiter) };
}

/** The fields of a line as texts; null when its quotes are broken. */
export function fieldTexts(line: string, delimiter: Delimiter): readonly string[] | null {
  const fields = new RowFields(delimiter);
  if (!fields.split(line, 0, line.length)) return null;
  return Array.from({ length: fields.count }, (_, index) => fields.textAt(line, index));
}

function medianCount(lines: readonly string[], delimiter: Delimiter): number {
  const counts = lines.map((line) => (fieldTexts(line, delimiter)?.length ?? 1) - 1).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}

/**
 * A comma is the decimal mark only where it does not part the fields. Numbers with several commas, or with a comma and
 * a dot, show that commas part thousands: then every such number is refused rather than read a thousand times too small.
 */
function detectDecimalMark(lines: readonly string[], delimiter: Delimiter): DecimalMark {
  if (delimiter === ',') return '.';
  let commas = 0;
  let dots = 0;
  for (const field of lines.flatMap((line) => fieldTexts(line, delimiter) ?? [])) {
    if (/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(field) || /^[+-]?\d{1,3}(,\d{3}){2,}$/.test(field)) return '.';
    if (/^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(field)) commas++;
    if (/^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/.test(field)) dots++;
  }
  return commas > dots ? ',' : '.';
}
