import { hash } from 'node:crypto';

/** A row as SQLite gives it with safe integers: INTEGER as bigint, REAL as number, TEXT as string, BLOB as Buffer. */
export type ChainedRow = Readonly<Record<string, bigint | number | string | Buffer | null>>;

/** Where a link stands: its number from 1, and its hash in hexadecimal digits. The chain begins behind `CHAIN_START`. */
export type ChainHead = { readonly position: number; readonly hash: string };

export const CHAIN_START: ChainHead = { position: 0, hash: '0'.repeat(64) };

/**
 * The text a row is hashed as. Columns stand by name, with the type and length of their value, in the order of the names;
 * NULL is left out, so that a column that is added later and left empty changes nothing, nor does the order of columns.
 */
export function rowText(table: string, sequence: number, row: ChainedRow): string {
  let text = `${table} ${sequence}`;
  for (const name of Object.keys(row).sort()) {
    const value = row[name] ?? null;
    if (value !== null) text += `\n${name} ${valueText(value)}`;
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
