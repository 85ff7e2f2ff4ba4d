import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../../src-main/data-import/line-splitter.ts';

function linesOf(pieces: readonly string[]): [number, string][] {
  const lines: [number, string][] = [];
  const splitter = new LineSplitter((text, start, end, line) => lines.push([line, text.slice(start, end)]));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  it('gives the same lines however the text is cut', () => {
    const text = 'one\r\ntwo\n\nfour,ü\r\n five';
    const expected = [
      [1, 'one'],
      [2, 'two'],
      [3, ''],
      [4, 'four,ü'],
      [5, ' five'],
    ];
    for (let size = 1; size <= text.length; size++) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(linesOf(pieces)).toEqual(expected);
    }
  });

  it('makes no line of what follows the last line end', () => {
    expect(linesOf(['a\n'])).toEqual([[1, 'a']]);
    expect(linesOf([])).toEqual([]);
  });

  it('cuts a line without end once and goes on after it', () => {
    const long = 'x'.repeat(900_000);
    const lines = linesOf(['a\n', long, long, long, 'y\nb\n']);
    expect(lines.map(([line, text]) => [line, text.length])).toEqual([
      [1, 1],
      [2, 1 << 20],
      [3, 1],
    ]);
    expect(linesOf([long, long]).length).toBe(1);
  });
});
