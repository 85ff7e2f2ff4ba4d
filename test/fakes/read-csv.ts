/** RFC 4180 read letter by letter; throws where a text is none. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[index + 1] === '"') cell += text[index++];
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\r' && text[index + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      index++;
    } else cell += letter;
  }
  if (quoted || cell !== '' || row.length > 0) throw new Error('the last row has no end');
  return rows;
}

export type CsvFileParts = {
  readonly head: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
};

/** A file with a head of `# name` rows. */
export function readCsvFile(text: string): CsvFileParts {
  const all = readCsv(text);
  const start = all.findIndex(([first]) => first?.startsWith('# ') !== true);
  const [columns = [], ...rows] = all.slice(start);
  return {
    head: Object.fromEntries(all.slice(0, start).map(([name = '', value = '']) => [name.slice(2), value])),
    rows: rows.map((cells) => {
      if (cells.length !== columns.length)
        throw new Error(`a row has ${cells.length} cells, expected ${columns.length}`);
      return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? '']));
    }),
  };
}
