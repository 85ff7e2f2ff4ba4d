import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openShortcutList } from './shortcuts-store.ts';

export const shortcutCommands: FeatureCommands = {
  commands: [
    {
      id: 'help.shortcuts',
      group: 'help',
      text: wording.commands.shortcuts,
      alsoKnownAs: wording.commands.shortcutsAliases,
      shortcut: '?',
      run: openShortcutList,
    },
  ],
};
