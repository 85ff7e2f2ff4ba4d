import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogBook } from '../../../../src-main/monitoring/log-book.ts';
import { logOfArea, openLog } from '../../../../src-main/monitoring/open-log.ts';
import { RotatingFile } from '../../../../src-main/monitoring/rotating-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-book-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (maxBytes: number, keptFiles = 3): RotatingFile =>
  new RotatingFile({ path: join(folder, 'a.log'), maxBytes, keptFiles });
const write = (file: RotatingFile, from: number, to: number): void => {
  for (let number = from; number < to; number++) {
    file.write(`${JSON.stringify({ level: 30, time: '2026-01-01T00:00:00.000Z', msg: `line ${number}` })}\n`);
  }
};
const messages = (page: { readonly entries: readonly { readonly message: string }[] }): readonly string[] =>
  page.entries.map(({ message }) => message);
const lines = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`);

describe('the book of the log', () => {
  it('reads every line once, newest page first, over all files and whatever a page holds', () => {
    for (const pageBytes of [70, 100, 333, 10_000]) {
      rmSync(join(folder), { recursive: true });
      const file = fileOf(400, 9);
      write(file, 0, 40);
      const book = openLogBook(file, pageBytes);
      const read: string[] = [];
      for (let page = book.older(null); ; page = book.older(page.from)) {
        read.unshift(...messages(page));
        if (page.isLast) break;
      }
      expect(read).toEqual(lines(0, 40));
      file.close();
    }
  });

  it('goes on from where it was, over a file that is moved aside', () => {
    const file = fileOf(400, 9);
    write(file, 0, 3);
    const book = openLogBook(file, 100);
    let { to } = book.older(null);
    expect(book.newer(to)).toMatchObject({ entries: [], isLast: true, hasGap: false });
    write(file, 3, 25);
    const read: string[] = [];
    for (;;) {
      const page = book.newer(to);
      read.push(...messages(page));
      to = page.to;
      if (page.isLast) break;
    }
    expect(read).toEqual(lines(3, 25));
    file.close();
  });

  it('says so when what was asked for is gone', () => {
    const file = fileOf(200, 1);
    write(file, 0, 2);
    const book = openLogBook(file);
    const { to } = book.older(null);
    write(file, 2, 30);
    const page = book.newer(to);
    expect(page.hasGap).toBe(true);
    expect(page.from).toBe(file.parts()[0]?.from);
    expect(messages(page)[0]).toMatch(/^line 2\d$/);
    file.close();
  });

  it('finds the lines of earlier sessions, and none where there are none', () => {
    expect(openLogBook(fileOf(100)).older(null)).toEqual({ entries: [], from: 0, to: 0, isLast: true, hasGap: false });
    const first = fileOf(200, 5);
    write(first, 0, 12);
    first.close();
    const again = fileOf(200, 5);
    const book = openLogBook(again, 10_000);
    let page = book.older(null);
    const read = [...messages(page)];
    while (!page.isLast) {
      page = book.older(page.from);
      read.unshift(...messages(page));
    }
    expect(read).toEqual(lines(0, 12));
    again.close();
  });

  it('reads a line that is longer than a page, and one that is not ours as it stands', () => {
    const file = fileOf(10_000);
    file.write(`${JSON.stringify({ level: 50, time: '2026-01-01T00:00:00.000Z', msg: 'x'.repeat(500) })}\n`);
    file.write('no JSON at all\n');
    const book = openLogBook(file, 60);
    expect(book.older(null).entries).toMatchObject([{ message: 'no JSON at all', level: 'info', timeMs: 0 }]);
    const long = book.older(book.older(null).from);
    expect(long.entries[0]?.message).toHaveLength(500);
    expect(messages(book.newer(0))).toEqual(['x'.repeat(500), 'no JSON at all']);
    file.close();
  });

  it('tells level, area, bot and all other fields of a line apart', () => {
    const log = openLog({ dataDir: folder, echo: undefined });
    logOfArea(log, 'exchanges').warn('the exchange asks for silence', { botId: 'b1', untilMs: 5 });
    logOfArea(log, 'engine').info('filled', { area: 'orders' });
    log.error('it failed');
    expect(log.book.older(null).entries).toMatchObject([
      {
        level: 'warn',
        area: 'exchanges',
        botId: 'b1',
        message: 'the exchange asks for silence',
        detail: '{"untilMs":5}',
      },
      { level: 'info', area: 'orders', botId: null, message: 'filled', detail: '' },
      { level: 'error', area: 'app', message: 'it failed' },
    ]);
    void log.dispose();
  });
});
