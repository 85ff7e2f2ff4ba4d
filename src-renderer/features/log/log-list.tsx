import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';
import { formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { StateBadge, showRow, type Tone, useTimeZone, useVirtualRows } from '../../ui/index.ts';
import classes from './log.module.css';
import { lineText } from './log-text.ts';
import { useBotNames } from './use-bot-names.ts';

const texts = wording.log;
/** Equals the height of `.line`. Pixels. */
const ROW_HEIGHT = 24;
const TONES: Readonly<Record<LogEntryView['level'], Tone>> = {
  error: 'bad',
  warn: 'warning',
  info: 'neutral',
  debug: 'neutral',
};

export type LogListProps = {
  /** Oldest first; shown the other way round. */
  readonly entries: readonly LogEntryView[];
  /** Position of the chosen line. */
  readonly chosen: number | null;
  readonly onChoose: (position: number) => void;
  readonly isHeld: boolean;
  readonly onHold: (isHeld: boolean) => void;
};

/** The lines, newest first; only those in sight are drawn. What is scrolled down stands still until it is back at its top. */
export function LogList({ entries, chosen, onChoose, isHeld, onHold }: LogListProps) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const names = useBotNames();
  const count = entries.length;
  const { first, end } = useVirtualRows(list, { count, rowHeight: ROW_HEIGHT });
  const at = (index: number): LogEntryView | undefined => entries[count - 1 - index];
  useEffect(() => {
    if (!isHeld && list.current !== null) list.current.scrollTop = 0;
  }, [isHeld]);
  const chosenIndex = chosen === null ? -1 : indexOf(entries, chosen);
  const isChosenDrawn = chosenIndex >= first && chosenIndex < end;
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = nextIndex(event.key, chosenIndex, count, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT));
    const entry = next === null ? undefined : at(next);
    if (next === null || entry === undefined) return;
    event.preventDefault();
    showRow(event.currentTarget, next, ROW_HEIGHT);
    onChoose(entry.position);
  };
  const copy = (event: ClipboardEvent): void => {
    const entry = at(chosenIndex);
    if (entry === undefined || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', lineText(entry));
  };
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={texts.list}
      aria-activedescendant={isChosenDrawn ? `${id}${chosen}` : undefined}
      onKeyDown={press}
      onCopy={copy}
      onScroll={(event) => {
        if (event.currentTarget.scrollTop > ROW_HEIGHT) onHold(true);
      }}
    >
      <div className={classes.height} style={{ height: count * ROW_HEIGHT }}>
        <div style={{ transform: `translateY(${first * ROW_HEIGHT}px)` }}>
          {Array.from({ length: Math.max(0, end - first) }, (_, row) => at(first + row))
            .filter((entry) => entry !== undefined)
            .map((entry, row) => (
              <LogLine
                key={entry.position}
                entry={entry}
                id={`${id}${entry.position}`}
                place={{ index: first + row, count }}
                isChosen={entry.position === chosen}
                botName={entry.botId === null ? '' : (names[entry.botId] ?? entry.botId)}
                onChoose={onChoose}
              />
            ))}
        </div>
      </div>
    </div>
  );
}

type LogLineProps = {
  readonly entry: LogEntryView;
  readonly id: string;
  readonly place: { readonly index: number; readonly count: number };
  readonly isChosen: boolean;
  readonly botName: string;
  readonly onChoose: (position: number) => void;
};

function LogLine({ entry, id, place, isChosen, botName, onChoose }: LogLineProps) {
  const timeZone = useTimeZone();
  const { position, timeMs, level, area, message, detail } = entry;
  return (
    // The list has the keys: it names the line that is chosen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      id={id}
      className={classes.line}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      onClick={() => onChoose(position)}
    >
      <span className={classes.time}>{timeMs === 0 ? '' : formatTime(timeMs, timeZone, 'full')}</span>
      <span className={classes.level}>
        <StateBadge tone={TONES[level]} label={texts.levelNames[level]} />
      </span>
      <span className={classes.area}>{texts.areas[area]}</span>
      <span className={classes.area}>{botName}</span>
      <span className={classes.message}>
        {message}
        <span className={classes.detail}>{detail}</span>
      </span>
    </div>
  );
}

/** Of the line at a position as it is shown; -1 when it is not. */
function indexOf(entries: readonly LogEntryView[], position: number): number {
  const index = entries.findLastIndex((entry) => entry.position === position);
  return index === -1 ? -1 : entries.length - 1 - index;
}

/** Where a key leads to; null for a key that leads nowhere. */
export function nextIndex(key: string, index: number, count: number, page: number): number | null {
  const within = (wanted: number): number => Math.min(Math.max(wanted, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index - 1);
    case 'PageDown':
      return within(index + page);
    case 'PageUp':
      return within(index - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
