import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, linkAfter, rowColumns, rowText } from '../../../../src-main/storage/journal/chain/chain-row.ts';

const value = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.string({ unit: 'grapheme' }),
  // What could be mistaken for the text of two columns.
  fc.constantFrom('a\nb t 1 c', 't 1 a', ''),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(null),
);
const names = fc.uniqueArray(fc.constantFrom('sequence', 'price', 'fee', 'tag', 'time_ms', 'reason'), { minLength: 1 });

describe('the text a row is hashed as', () => {
  it('is the same whatever the order of its columns, and with columns that are empty', () => {
    fc.assert(
      fc.property(names, fc.array(value, { minLength: 6, maxLength: 6 }), (columns, values) => {
        const row = columns.map((_, index) => values[index] ?? null);
        const text = rowText('fills 1', rowColumns(columns), row);
        const turned = rowText('fills 1', rowColumns(columns.toReversed()), row.toReversed());
        const wider = rowText('fills 1', rowColumns([...columns, 'later']), [...row, null]);
        expect([turned, wider]).toEqual([text, text]);
      }),
    );
  });

  it('is another one for other values, other columns and another place', () => {
    const tell = (place: string, columns: readonly string[], row: Parameters<typeof rowText>[2]) =>
      rowText(place, rowColumns(columns), row);
    const texts = [
      tell('fills 1', ['a', 'b'], ['1', null]),
      tell('fills 1', ['a', 'b'], [null, '1']),
      tell('fills 1', ['a', 'b'], [1n, null]),
      tell('fills 1', ['a', 'b'], [Buffer.from('1'), null]),
      tell('fills 1', ['a', 'b'], [1, null]),
      tell('fills 1', ['a', 'b'], ['1\nb t 1 1', null]),
      tell('fills 1', ['a', 'b'], ['1', '1']),
      tell('fills 2', ['a', 'b'], ['1', null]),
      tell('halts 1', ['a', 'b'], ['1', null]),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('makes a link that depends on every link before it', () => {
    const first = linkAfter(CHAIN_START, 'a');
    expect(first).toEqual({ position: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(linkAfter(first, 'b').hash).not.toBe(linkAfter(linkAfter(CHAIN_START, 'x'), 'b').hash);
  });
});
