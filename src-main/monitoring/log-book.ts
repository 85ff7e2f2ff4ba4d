import type { LogEntry } from './log-line.ts';
import { readLogLine } from './log-line.ts';
import type { FilePart, RotatingFile } from './rotating-file.ts';
import { readPart } from './rotating-file.ts';

/** As much as is read at once: some hundreds of lines, a millisecond or two of the main process. Bytes. */
const PAGE_BYTES = 48_000;

/** Lines of the log, oldest first, and where they lie. */
export type LogPage = {
  readonly entries: readonly LogEntry[];
  readonly from: number;
  readonly to: number;
  /** Nothing lies beyond it that way, as yet. */
  readonly isLast: boolean;
  /** What was asked for is gone: the page begins where the log does. */
  readonly hasGap: boolean;
};

/** What was logged, a page at a time. */
export type LogBook = {
  /** The newest lines before a position; those of the end for null. */
  readonly older: (before: number | null) => LogPage;
  /** The oldest lines from a position on. */
  readonly newer: (from: number) => LogPage;
};

export function openLogBook(file: RotatingFile, pageBytes = PAGE_BYTES): LogBook {
  return {
    older(before) {
      const parts = file.parts();
      const end = Math.min(before ?? Number.POSITIVE_INFINITY, parts.at(-1)?.to ?? 0);
      const part = parts.findLast(({ from, to }) => from < end && to > from);
      const start = parts[0]?.from ?? 0;
      if (part === undefined) return { entries: [], from: end, to: end, isLast: true, hasGap: end < start };
      const page = linesBefore(part, Math.min(end, part.to), pageBytes);
      return { ...page, isLast: page.from <= start, hasGap: false };
    },
    newer(from) {
      const parts = file.parts();
      const start = parts[0]?.from ?? 0;
      const end = parts.at(-1)?.to ?? 0;
      const position = Math.min(Math.max(from, start), end);
      const hasGap = from < start;
      const part = parts.find(({ to }) => to > position);
      if (part === undefined) return { entries: [], from: position, to: position, isLast: true, hasGap };
      const page = linesFrom(part, position, pageBytes);
      return { ...page, isLast: page.to >= end, hasGap };
    },
  };
}

type Lines = Pick<LogPage, 'entries' | 'from' | 'to'>;

/** A line longer than a page is read with a larger one: files hold whole lines. */
function linesBefore(part: FilePart, to: number, pageBytes: number): Lines {
  const from = Math.max(part.from, to - pageBytes);
  const bytes = readPart(part, from, to);
  // The page's last byte ends its last line; the line it begins in the middle of belongs to the page before.
  const firstBreak = from === part.from ? -1 : bytes.indexOf(LINE_BREAK);
  const begins = firstBreak + 1;
  if (from > part.from && (firstBreak === -1 || begins === bytes.length)) return linesBefore(part, to, pageBytes * 4);
  return { entries: entriesOf(bytes.subarray(begins), from + begins), from: from + begins, to };
}

function linesFrom(part: FilePart, from: number, pageBytes: number): Lines {
  const to = Math.min(part.to, from + pageBytes);
  const bytes = readPart(part, from, to);
  const ends = to === part.to ? bytes.length : bytes.lastIndexOf(LINE_BREAK) + 1;
  if (ends === 0 && to < part.to) return linesFrom(part, from, pageBytes * 4);
  return { entries: entriesOf(bytes.subarray(0, ends), from), from, to: from + ends };
}

const LINE_BREAK = 10;

function entriesOf(bytes: Buffer, from: number): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const next = bytes.indexOf(LINE_BREAK, at);
    const end = next === -1 ? bytes.length : next;
    if (end > at) entries.push(readLogLine(bytes.toString('utf8', at, end), from + at));
    at = end + 1;
  }
  return entries;
}
