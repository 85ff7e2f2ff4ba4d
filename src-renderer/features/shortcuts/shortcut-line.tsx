import { Button } from '@mantine/core';
import { shortcutText } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import type { ShortcutRow } from './change-shortcut.ts';
import classes from './shortcut-list.module.css';
import type { Recording } from './shortcut-list.tsx';

const texts = wording.commands;

/** One command: its shortcut, and the buttons that give it another, take it away or bring its default back. */
export function ShortcutLine({ row, recording }: { readonly row: ShortcutRow; readonly recording: Recording }) {
  const { command, shortcut, isChanged } = row;
  const isRecording = recording.commandId === command.id;
  return (
    <tr data-command={command.id}>
      <td>
        {command.text} <span className={classes.group}>{texts.groups[command.group]}</span>
      </td>
      <td>
        <Keys shortcut={shortcut} isRecording={isRecording} />
      </td>
      <td>
        <span className={classes.buttons}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={texts.changeOf(command.text)}
            onClick={() => recording.start(command)}
          >
            {texts.change}
          </Button>
          {shortcut !== undefined && command.keepsShortcut !== true && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={texts.removeOf(command.text)}
              onClick={() => recording.remove(command)}
            >
              {texts.remove}
            </Button>
          )}
          {isChanged && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={texts.resetOf(command.text)}
              onClick={() => recording.reset(command)}
            >
              {texts.reset}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

function Keys({ shortcut, isRecording }: { readonly shortcut: string | undefined; readonly isRecording: boolean }) {
  if (isRecording)
    return (
      <span role="status" className={classes.recording}>
        {texts.pressKeys}
      </span>
    );
  if (shortcut === undefined) return <span className={classes.group}>{wording.ui.none}</span>;
  return <kbd className={classes.keys}>{shortcutText(shortcut)}</kbd>;
}
