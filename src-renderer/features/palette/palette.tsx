import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { availableCommands, type Command, shortcutText, useBindings } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { useInstruments, useReplicaStore } from '../../replica/index.ts';
import { useNavigation } from '../../ui/index.ts';
import classes from './palette.module.css';
import { type PaletteRows, paletteRows } from './palette-rows.ts';
import { closePalette, remember, usePalette } from './palette-store.ts';

const texts = wording.commands;

/** Everything that can be done, by typing a part of its name: a combobox whose list is always open. */
export function Palette() {
  const isOpen = usePalette((palette) => palette.isOpen);
  const page = useNavigation((navigation) => navigation.page);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a shortcut that brings another page leaves the palette.
  useEffect(closePalette, [page]);
  return (
    <Modal
      opened={isOpen}
      onClose={closePalette}
      title={texts.palette}
      // `closePalette` gives it back before a command runs: a dialog that it opens then knows where the focus was.
      returnFocus={false}
      withCloseButton={false}
      classNames={{ header: classes.header, body: classes.body }}
      size={620}
      yOffset="10vh"
      transitionProps={{ duration: 0 }}
    >
      <Search />
    </Modal>
  );
}

function Search() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(query);
  const listId = useId();
  const { rows } = found;
  const take = (command: Command | undefined): void => {
    if (command === undefined) return;
    remember(command.id);
    closePalette();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    const next = nextRow(event.key, at, rows.length);
    if (event.nativeEvent.isComposing || (next === null && event.key !== 'Enter')) return;
    event.preventDefault();
    if (next === null) take(rows[at]);
    else setAt(next);
  };
  return (
    <>
      <input
        data-autofocus
        className={classes.search}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={rows.length === 0 ? undefined : `${listId}-${at}`}
        aria-autocomplete="list"
        aria-label={texts.search}
        placeholder={texts.searchHint}
        spellCheck={false}
        value={query}
        onKeyDown={press}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
      />
      <Rows id={listId} found={found} at={at} onTake={take} />
      <p className={classes.more} role="status">
        {rows.length === 0 ? texts.nothingFound : found.hidden > 0 ? texts.more(found.hidden) : ''}
      </p>
    </>
  );
}

/** What there is when the palette opens; the list does not move under the person's hand. */
function useFound(query: string): PaletteRows {
  const instruments = useInstruments();
  const recent = usePalette((palette) => palette.recent);
  const commands = useMemo(() => {
    const { state } = useReplicaStore.getState();
    return state === undefined ? [] : availableCommands({ state, instruments: instruments ?? [] });
  }, [instruments]);
  return useMemo(() => paletteRows(commands, { query, recent }), [commands, query, recent]);
}

const PAGE_ROWS = 8;

/** Where a key leads; null for one that does not walk. The ends meet. */
function nextRow(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'PageDown') return Math.min(at + PAGE_ROWS, count - 1);
  if (key === 'PageUp') return Math.max(at - PAGE_ROWS, 0);
  return null;
}

type RowsProps = {
  readonly id: string;
  readonly found: PaletteRows;
  readonly at: number;
  readonly onTake: (command: Command) => void;
};

function Rows({ id, found: { rows }, at, onTake }: RowsProps) {
  const bindings = useBindings();
  const current = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row that is current moves with both.
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [at, rows]);
  return (
    <div id={id} role="listbox" aria-label={texts.found} className={classes.rows} tabIndex={-1}>
      {rows.map((command, index) => {
        const shortcut = bindings.get(command.id);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus.
          <div
            key={command.id}
            id={`${id}-${index}`}
            ref={index === at ? current : null}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.row}
            onClick={() => onTake(command)}
          >
            <span className={classes.text}>{command.text}</span>
            <span className={classes.group}>{texts.groups[command.group]}</span>
            {shortcut !== undefined && <kbd className={classes.key}>{shortcutText(shortcut)}</kbd>}
          </div>
        );
      })}
    </div>
  );
}
