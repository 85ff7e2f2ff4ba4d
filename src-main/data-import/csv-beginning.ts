import { type CsvLayout, detectLayout } from './csv-layout.ts';
import type { CsvSource } from './csv-source.ts';
import { readText } from './csv-source.ts';
import { LineSplitter } from './line-splitter.ts';

const SAMPLE_LINES = 300;

/** The layout that the first few hundred lines show. Throws FailureError when the file cannot be read. */
export async function readBeginning(source: CsvSource): Promise<CsvLayout> {
  const lines: string[] = [];
  const splitter = new LineSplitter((text, start, end) => {
    if (lines.length < SAMPLE_LINES) lines.push(text.slice(start, end));
  });
  let isWhole = true;
  for await (const piece of readText(source)) {
    splitter.push(piece.text);
    if (lines.length < SAMPLE_LINES) continue;
    isWhole = false;
    break;
  }
  if (isWhole) splitter.end();
  return detectLayout(lines);
}
