import type { LogPageView } from '../../../src-preload/contract/log-views.ts';
import type { LineSpan } from './log-filter.ts';

/** As many lines as the room holds; older ones are in the files. */
export const MOST_LINES = 100_000;

/** Lines as they were read so far, oldest first. */
export type LogLines = LineSpan & {
  /** The oldest line of the files is among them, or there is no room for more. */
  readonly hasOldest: boolean;
};

export function firstLines({ entries, from, to, isLast }: LogPageView): LogLines {
  return { entries, from, to, hasOldest: isLast };
}

/** A page that ends where the lines begin. */
export function withOlder(lines: LogLines, page: LogPageView, most = MOST_LINES): LogLines {
  const room = most - lines.entries.length;
  if (page.entries.length > room) {
    const newest = page.entries.slice(page.entries.length - room);
    const from = newest[0]?.position ?? lines.from;
    return { ...lines, entries: [...newest, ...lines.entries], from, hasOldest: true };
  }
  return { ...lines, entries: [...page.entries, ...lines.entries], from: page.from, hasOldest: page.isLast };
}

/** A page that begins where the lines end. After a gap the lines before it are let go: they would hide it. */
export function withNewer(lines: LogLines, page: LogPageView, most = MOST_LINES): LogLines {
  if (page.hasGap) return { ...firstLines(page), hasOldest: true };
  if (page.to === lines.to) return lines;
  const entries = [...lines.entries, ...page.entries];
  if (entries.length <= most) return { ...lines, entries, to: page.to };
  const kept = entries.slice(entries.length - most);
  return { entries: kept, from: kept[0]?.position ?? page.to, to: page.to, hasOldest: true };
}
