import { hash } from 'node:crypto';

/** A value as SQLite gives it with safe integers: INTEGER as bigint, REAL as number, TEXT as string, BLOB as Buffer. */
export type ChainedValue = bigint | number | string | Buffer | null;

/** A row's values in the order of `RowColumns`. */
export type ChainedRow = readonly ChainedValue[];

/** The names of a table's columns in the order of its rows' values, and that order sorted by name. */
export type RowColumns = { readonly names: readonly string[]; readonly byName: readonly number[] };

export function rowColumns(names: readonly string[]): RowColumns {
  const byName = names.map((_, index) => index);
  byName.sort((left, right) => ((names[left] as string) < (names[right] as string) ? -1 : 1));
  return { names, byName };
}

/** Where a link stands: its number from 1, and its hash in hexadecimal digits. The chain begins behind `CHAIN_START`. */
export type ChainHead = { readonly position: number; readonly hash: string };

export const CHAIN_START: ChainHead = { position: 0, hash: '0'.repeat(64) };

/**
 * The text a row is hashed as, behind its `place`: the table and its number. Columns stand by name, with the type and length of their value, in the order of the names;
 * NULL is left out, so that a column that is added later and left empty changes nothing, nor does the order of columns.
 */
export function rowText(place: string, { names, byName }: RowColumns, row: ChainedRow): string {
  let text = place;
  for (const index of byName) {
    const value = row[index] ?? null;
    if (value !== null) text += `\n${names[index]} ${valueText(value)}`;
  }
  return text;
}

/** The link after `before`: SHA-256 over the hash before and the row's text. */
export function linkAfter(before: ChainHead, text: string): ChainHead {
  return { position: before.position + 1, hash: hash('sha256', `${before.hash}\n${text}`, 'hex') };
}

function valueText(value: bigint | number | string | Buffer): string {
  if (typeof value === 'bigint') return `i ${value}`;
  if (typeof value === 'number') return `r ${value}`;
  if (typeof value === 'string') return `t ${value.length} ${value}`;
  return `b ${value.toString('hex')}`;
}
