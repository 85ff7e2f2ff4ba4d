import { LOG_LEVELS } from '../../../src-main/base/log-kinds.ts';
import type { LogAreaView, LogEntryView, LogLevelView } from '../../../src-preload/contract/log-views.ts';

/** What of the log is shown; null lets everything through. */
export type LogFilter = {
  /** The least severe level that is shown. */
  readonly level: LogLevelView | null;
  readonly area: LogAreaView | null;
  readonly botId: string | null;
  /** Words, all of which a line has somewhere, in any case. */
  readonly text: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

export const EVERYTHING: LogFilter = { level: null, area: null, botId: null, text: '', fromMs: null, toMs: null };

/** Whether a line passes; made once a filter, for its words. */
export function passes(filter: LogFilter): (entry: LogEntryView) => boolean {
  const { level, area, botId, fromMs, toMs } = filter;
  const levels: ReadonlySet<LogLevelView> = new Set(
    level === null ? LOG_LEVELS : LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(level) + 1),
  );
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (entry) =>
    levels.has(entry.level) &&
    (area === null || entry.area === area) &&
    (botId === null || entry.botId === botId) &&
    (fromMs === null || entry.timeMs >= fromMs) &&
    (toMs === null || entry.timeMs < toMs) &&
    (words.length === 0 || hasAll(entry, words));
}

function hasAll({ message, detail, botId }: LogEntryView, words: readonly string[]): boolean {
  const text = `${message} ${detail} ${botId ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Lines that pass, oldest first, of all lines from one position to another. */
export type Narrowed = {
  readonly filter: LogFilter;
  readonly from: number;
  readonly to: number;
  readonly entries: readonly LogEntryView[];
};

export type LineSpan = { readonly entries: readonly LogEntryView[]; readonly from: number; readonly to: number };

/** The lines of a span that pass; of the same filter as before only those are looked at that are new at either end. */
export function narrow(before: Narrowed | null, span: LineSpan, filter: LogFilter): Narrowed {
  const { from, to } = span;
  const isPassing = passes(filter);
  if (before === null || before.filter !== filter || before.from > to || before.to < from) {
    return { filter, from, to, entries: span.entries.filter(isPassing) };
  }
  if (before.from === from && before.to === to) return before;
  const older = span.entries.slice(0, indexAt(span.entries, before.from)).filter(isPassing);
  const newer = span.entries.slice(indexAt(span.entries, before.to)).filter(isPassing);
  const kept = before.from < from ? before.entries.slice(indexAt(before.entries, from)) : before.entries;
  return { filter, from, to, entries: [...older, ...kept, ...newer] };
}

/** Of the first entry at or behind a position; entries are in the order of their positions. */
export function indexAt(entries: readonly LogEntryView[], position: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
