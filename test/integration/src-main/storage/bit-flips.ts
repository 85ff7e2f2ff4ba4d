import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import { checkChain } from '../../../../src-main/storage/journal/chain/check-chain.ts';
import { layoutHashOf } from '../../../../src-main/storage/journal/journal-integrity.ts';
import { contradictedViews } from '../../../../src-main/storage/journal/kept-views.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { readLogPages } from '../../../../src-main/storage/journal/pages/log-pages.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';

/** Which checks noticed a flipped bit in a journal that was not closed, and whether an open noticed it in one that was. */
export type Noticed = {
  readonly quickCheck: boolean;
  readonly integrityCheck: boolean;
  readonly chain: boolean;
  readonly byOpening: boolean;
};

/** Where bits are flipped: anywhere in the file, or in the cells of rows alone. */
export type FlipPlace = 'file' | 'rows';

const PAGE_BYTES = 4096;
const TABLE_LEAF = 13;

/** A journal with `orders` orders and all that comes with them, closed. */
export function writeSampleJournal(folder: string, orders: number): void {
  const journal = unwrap(openJournal(folder));
  journal.recordBot(BOT, 'running', 1);
  writeOrders(journal, 0, orders);
  journal.close();
}

export function writeOrders(journal: JournalDatabase, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const id = `bw-${(index * 7919).toString(36)}-${index}`;
    journal.recordBracket(id, { stopLoss: { price: 60_000 + index }, maxBars: index });
    journal.recordIntent(orderOf(id), 'sent', 1_700_000_000_000 + index);
    journal.recordOrderState(id, index % 50 === 0 ? 'working' : 'filled', '', 1_700_000_000_100 + index);
    journal.recordFill(fillOf(`${id}-1`, { clientOrderId: id, timeMs: 1_700_000_000_090 + index }));
    if (index % 4 === 0) journal.recordEquity(1_700_000_000_000 + index, moneyFromText(`10000.${index}`));
  }
}

/** What a killed process leaves of the journal in `folder`, after `orders` more orders; in a folder of its own. */
export function leaveKilled(folder: string, orders: number): string {
  const left = mkdtempSync(join(folder, 'killed-'));
  const journal = unwrap(openJournal(folder));
  writeOrders(journal, 10_000, 10_000 + orders);
  copyJournal(folder, left);
  journal.close();
  return left;
}

export function copyJournal(from: string, to: string): void {
  for (const file of readdirSync(from).filter((name) => name.startsWith('journal.db'))) {
    copyFileSync(join(from, file), join(to, file));
  }
}

/**
 * Flips one bit after the other anywhere in the file that a killed process left, of pages that are not in its log as well
 * (those are written over); each: whether opening it noticed.
 */
export function flipKilledBits(left: string, count: number, seed: number): readonly boolean[] {
  const bytes = readFileSync(join(left, 'journal.db'));
  const inLog = readLogPages(join(left, 'journal.db-wal'));
  const draw = drawFrom(seed);
  return Array.from({ length: count }, () => {
    let at = draw(bytes.length);
    while (inLog.has(Math.floor(at / PAGE_BYTES) + 1)) at = draw(bytes.length);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << draw(8));
    const copy = mkdtempSync(join(left, 'flipped-'));
    copyJournal(left, copy);
    const isNoticed = isNoticedByOpening(copy, flipped);
    rmSync(copy, { recursive: true });
    return isNoticed;
  });
}

function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

/** Flips one bit after the other, each in a fresh copy of the journal in `folder`, at places drawn from `seed`. */
export function flipBits(folder: string, count: number, seed: number, place: FlipPlace): readonly Noticed[] {
  const bytes = readFileSync(join(folder, 'journal.db'));
  const original = new Database(join(folder, 'journal.db'), { readonly: true });
  const layout = layoutHashOf(original);
  const counterPage = original
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_sequence'")
    .pluck()
    .get();
  original.close();
  const places = place === 'file' ? null : rowBytes(bytes, ((counterPage as number) - 1) * PAGE_BYTES);
  const draw = drawFrom(seed);
  return Array.from({ length: count }, () => {
    const at = places === null ? draw(bytes.length) : (places[draw(places.length)] as number);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << draw(8));
    return noticed(folder, flipped, layout);
  });
}

/** By what is asked of a journal that was not closed. */
export function isNoticedWithin({ quickCheck, integrityCheck, chain }: Noticed): boolean {
  return quickCheck || integrityCheck || chain;
}

function noticed(folder: string, flipped: Buffer, layout: string): Noticed {
  const copy = mkdtempSync(join(folder, 'flipped-'));
  const path = join(copy, 'journal.db');
  const says = (check: (db: Database.Database) => boolean): boolean => {
    let db: Database.Database | undefined;
    try {
      writeFileSync(path, flipped);
      db = new Database(path);
      db.pragma('cell_size_check = ON');
      return check(db);
    } catch {
      return true;
    } finally {
      db?.close();
    }
  };
  const answers = {
    quickCheck: says((db) => db.pragma('quick_check(1)', { simple: true }) !== 'ok'),
    integrityCheck: says((db) => db.pragma('integrity_check(1)', { simple: true }) !== 'ok'),
    chain: says(
      (db) => layoutHashOf(db) !== layout || checkChain(db).kind === 'damaged' || contradictedViews(db).length > 0,
    ),
    byOpening: isNoticedByOpening(copyClosed(folder, copy), flipped),
  };
  rmSync(copy, { recursive: true });
  return answers;
}

function copyClosed(folder: string, copy: string): string {
  copyFileSync(join(folder, 'journal.db-chain'), join(copy, 'journal.db-chain'));
  return copy;
}

function isNoticedByOpening(copy: string, flipped: Buffer): boolean {
  writeFileSync(join(copy, 'journal.db'), flipped);
  const journal = openJournal(copy);
  if (!journal.ok) return true;
  journal.value.close();
  return journal.value.notices.length > 0;
}

/**
 * Offsets of every byte that belongs to a row: the cells of all leaf pages of tables. Not the place holders in front of
 * its columns for those that hold nothing, which can be written in two ways: a row with one of them less reads the same. Not SQLite's own count of rows
 * either, which may be ahead.
 */
function rowBytes(bytes: Buffer, counters: number): readonly number[] {
  const offsets: number[] = [];
  for (let start = 0; start < bytes.length; start += PAGE_BYTES) {
    const header = start === 0 ? 100 : start;
    if (bytes[header] !== TABLE_LEAF || start === counters) continue;
    const cells = bytes.readUInt16BE(header + 3);
    for (let cell = 0; cell < cells; cell++) {
      const at = start + bytes.readUInt16BE(header + 8 + 2 * cell);
      const { payloadAt, end } = cellAt(bytes, at);
      const [headerBytes] = varint(bytes, payloadAt);
      const isHolder = (byte: number): boolean =>
        byte > payloadAt && byte < payloadAt + headerBytes && bytes[byte] === 0;
      for (let byte = at; byte < end; byte++) if (!isHolder(byte)) offsets.push(byte);
    }
  }
  return offsets;
}

/** Payload size, row id and payload; rows here are far smaller than a page. */
function cellAt(bytes: Buffer, at: number): { readonly payloadAt: number; readonly end: number } {
  const [payload, afterSize] = varint(bytes, at);
  const [, payloadAt] = varint(bytes, afterSize);
  return { payloadAt, end: payloadAt + payload };
}

function varint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let index = at; ; index++) {
    const byte = bytes[index] as number;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, index + 1];
  }
}
