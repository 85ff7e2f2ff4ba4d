import { useDeferredValue, useState } from 'react';
import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';
import { indexAt, type LogFilter, type Narrowed, narrow } from './log-filter.ts';
import type { LogLines } from './log-lines.ts';

export type ShownLines = {
  /** Oldest first; while it is held, without what came since. */
  readonly entries: readonly LogEntryView[];
  /** Lines that passed and came since it is held. */
  readonly waiting: number;
};

/** The lines that pass the filter, up to where they are held; null follows. */
export function useShownLines(lines: LogLines, filter: LogFilter, heldTo: number | null): ShownLines {
  const settled = useDeferredValue(filter);
  const [narrowed, setNarrowed] = useState<Narrowed>(() => narrow(null, lines, settled));
  // Made from what was there before, so that each line is looked at once: state, not a memo that may be forgotten.
  const now = narrow(narrowed, lines, settled);
  if (now !== narrowed) setNarrowed(now);
  if (heldTo === null) return { entries: now.entries, waiting: 0 };
  const end = indexAt(now.entries, heldTo);
  return { entries: now.entries.slice(0, end), waiting: now.entries.length - end };
}
