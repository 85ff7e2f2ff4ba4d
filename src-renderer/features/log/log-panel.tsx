import { useEffect, useState } from 'react';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { EmptyState, ErrorState, Loading, Panel } from '../../ui/index.ts';
import classes from './log.module.css';
import { ClearFilter, LogBar } from './log-bar.tsx';
import { LogDetails } from './log-details.tsx';
import { EVERYTHING, type LogFilter } from './log-filter.ts';
import type { LogLines } from './log-lines.ts';
import { LogList } from './log-list.tsx';
import { followLog, retryLog, useLog } from './log-store.ts';
import { useShownLines } from './use-shown-lines.ts';

const texts = wording.log;

/** What was logged, newest first, as it comes; any number of these may stand side by side. */
export function LogPanel() {
  const lines = useLog((log) => log.lines);
  const failure = useLog((log) => log.failure);
  useEffect(followLog, []);
  if (lines !== null) return <ReadLog lines={lines} />;
  return (
    <Panel title={texts.title} className={classes.panel}>
      {failure === null ? <Loading label={texts.loading} /> : <ErrorState failure={failure} onRetry={retryLog} />}
    </Panel>
  );
}

function ReadLog({ lines }: { readonly lines: LogLines }) {
  const [filter, setFilter] = useState<LogFilter>(EVERYTHING);
  const [heldTo, setHeldTo] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const failure = useLog((log) => log.failure);
  const { entries, waiting } = useShownLines(lines, filter, heldTo);
  const hold = (isHeld: boolean): void => setHeldTo((before) => (isHeld ? (before ?? lines.to) : null));
  const choose = (position: number | null): void => {
    if (position !== null) hold(true);
    setChosen(position);
  };
  const line = chosen === null ? undefined : entries.find(({ position }) => position === chosen);
  return (
    <Panel title={texts.title} note={<Count lines={lines} shown={entries.length} />} className={classes.panel} flush>
      <div className={classes.room}>
        <LogBar {...{ filter, setFilter, entries, waiting }} isHeld={heldTo !== null} onHold={hold} />
        {failure !== null && <ErrorState failure={failure} onRetry={retryLog} />}
        {entries.length === 0 ? (
          <NothingShown isFiltered={filter !== EVERYTHING} onClear={() => setFilter(EVERYTHING)} />
        ) : (
          <LogList entries={entries} chosen={chosen} onChoose={choose} isHeld={heldTo !== null} onHold={hold} />
        )}
        {line !== undefined && <LogDetails entry={line} onClose={() => setChosen(null)} />}
      </div>
    </Panel>
  );
}

function Count({ lines, shown }: { readonly lines: LogLines; readonly shown: number }) {
  const all = formatDecimal(lines.entries.length, { decimals: 0 });
  const text =
    shown === lines.entries.length ? texts.allLines(all) : texts.lines(formatDecimal(shown, { decimals: 0 }), all);
  return <span data-testid="log-count">{lines.hasOldest ? text : `${text} · ${texts.readingMore}`}</span>;
}

function NothingShown({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (!isFiltered) return <EmptyState title={texts.empty} />;
  return (
    <EmptyState title={texts.noMatch} hint={texts.noMatchHint}>
      <ClearFilter onClear={onClear} />
    </EmptyState>
  );
}
