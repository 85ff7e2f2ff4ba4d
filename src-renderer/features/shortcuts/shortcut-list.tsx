import { Button, Modal, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { COMMAND_GROUPS, type Command, fuzzyFilter, useCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { plainTable } from '../../ui/index.ts';
import { binderOf, type ShortcutRow, shortcutRows } from './change-shortcut.ts';
import { ShortcutLine } from './shortcut-line.tsx';
import classes from './shortcut-list.module.css';
import { closeShortcutList, useShortcutList } from './shortcuts-store.ts';
import { useRecorder } from './use-recorder.ts';

const texts = wording.commands;

/** Every command with its shortcut; each can be given another. */
export function ShortcutList() {
  const isOpen = useShortcutList((list) => list.isOpen);
  return (
    <Modal opened={isOpen} onClose={closeShortcutList} title={texts.shortcuts} size={760}>
      <Shortcuts />
    </Modal>
  );
}

function Shortcuts() {
  const [query, setQuery] = useState('');
  const commands = useCommands();
  const changes = useReplica(({ settings }) => settings.shortcuts);
  const rows = useMemo(() => sought(shortcutRows(commands, changes), query), [commands, changes, query]);
  const recording = useRecording();
  const hasChanges = Object.keys(changes).length > 0;
  return (
    <>
      <div className={classes.head}>
        <TextInput
          className={classes.search}
          aria-label={texts.searchShortcuts}
          placeholder={texts.searchShortcuts}
          value={query}
          data-autofocus
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!hasChanges} onClick={recording.resetAll}>
          {texts.resetAll}
        </Button>
      </div>
      <p className={classes.refused} role="alert">
        {recording.refusal}
      </p>
      <table className={plainTable.table} aria-label={texts.shortcuts}>
        <thead>
          <tr>
            <th scope="col">{texts.columns.command}</th>
            <th scope="col">{texts.columns.shortcut}</th>
            <th scope="col">{texts.columns.change}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ShortcutLine key={row.command.id} row={row} recording={recording} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={classes.none}>{texts.nothingFound}</p>}
    </>
  );
}

export type Recording = {
  /** Whose shortcut is being pressed. */
  readonly commandId: string | null;
  readonly refusal: string | undefined;
  readonly start: (command: Command) => void;
  readonly remove: (command: Command) => void;
  readonly reset: (command: Command) => void;
  readonly resetAll: () => void;
};

/** One shortcut is recorded at a time; what was refused is said until the next try. */
function useRecording(): Recording {
  const commands = useCommands();
  const changes = useReplica(({ settings }) => settings.shortcuts);
  const binder = useMemo(() => binderOf(commands, changes), [commands, changes]);
  const [command, setCommand] = useState<Command | null>(null);
  const [refusal, setRefusal] = useState<string>();
  useRecorder({
    isOn: command !== null,
    onCancel: () => setCommand(null),
    onShortcut: (shortcut) => {
      setRefusal(command === null ? undefined : binder.give(command, shortcut));
      setCommand(null);
    },
  });
  return {
    commandId: command?.id ?? null,
    refusal,
    start: (next) => {
      setRefusal(undefined);
      setCommand(next);
    },
    remove: (one) => setRefusal(binder.give(one, null)),
    reset: (one) => setRefusal(binder.reset(one)),
    resetAll: () => {
      setRefusal(undefined);
      binder.resetAll();
    },
  };
}

function sought(rows: readonly ShortcutRow[], query: string): readonly ShortcutRow[] {
  const rank = ({ command }: ShortcutRow): number => COMMAND_GROUPS.indexOf(command.group);
  if (query.trim() === '') return [...rows].sort((a, b) => rank(a) - rank(b));
  const textOf = ({ command, shortcut }: ShortcutRow): string =>
    `${command.text} ${command.alsoKnownAs ?? ''} ${texts.groups[command.group]} ${shortcut ?? ''}`;
  return fuzzyFilter(rows, query, { textOf, limit: rows.length }).shown;
}
