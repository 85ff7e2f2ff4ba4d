import { Menu } from '@mantine/core';
import { runCommand, shortcutText, useBindings, useCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import classes from './help.module.css';

const ENTRIES = ['help.page', 'help.shortcuts', 'window.palette', 'help.firstSteps'] as const;

/** The question mark on every page: its chapter, the shortcuts, the palette, the first steps. */
export function HelpMenu() {
  const commands = useCommands();
  const bindings = useBindings();
  const entries = commands.filter(({ id }) => ENTRIES.some((entry) => entry === id));
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes.menu} aria-label={wording.help.title} title={wording.help.title}>
          ?
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ id, text }) => {
          const shortcut = bindings.get(id);
          return (
            <Menu.Item
              key={id}
              rightSection={shortcut === undefined ? null : <kbd className={classes.key}>{shortcutText(shortcut)}</kbd>}
              onClick={() => runCommand(id)}
            >
              {text}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
