import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export const PAGE_BYTES = 4096;
const READ_BYTES = 256 * PAGE_BYTES;

/** CRC-32 of each page of a file, from page 1 on, and when the file was changed last. */
export type PageSums = { readonly sums: readonly number[]; readonly changedNs: bigint };

/** Reads the whole file, about a gigabyte a second; what is left behind its last whole page is a page as well. */
export function readPageSums(path: string): PageSums {
  const file = openSync(path, 'r');
  try {
    const changedNs = fstatSync(file, { bigint: true }).mtimeNs;
    const bytes = Buffer.alloc(READ_BYTES);
    const sums: number[] = [];
    for (let at = 0, read = bytes.length; read === bytes.length; at += read) {
      read = readSync(file, bytes, 0, bytes.length, at);
      for (let page = 0; page < read; page += PAGE_BYTES)
        sums.push(sumOf(bytes.subarray(page, Math.min(page + PAGE_BYTES, read))));
    }
    return { sums, changedNs };
  } finally {
    closeSync(file);
  }
}

/** 0 stands for a page that was not noted. */
export function sumOf(page: Buffer): number {
  return crc32(page) || 1;
}
