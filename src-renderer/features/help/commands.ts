import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { HELP_SOURCES } from './help-sources.ts';
import { openHelp, openHelpOnPage } from './help-store.ts';

export const helpCommands: FeatureCommands = {
  commands: [
    {
      id: 'help.page',
      group: 'help',
      text: wording.help.onThisPage,
      alsoKnownAs: wording.help.aliases,
      shortcut: 'F1',
      run: openHelpOnPage,
    },
  ],
  sources: [
    () =>
      HELP_SOURCES.map(({ id: chapterId }) => ({
        id: `help.chapter.${chapterId}`,
        group: 'help',
        text: wording.help.about(chapterId.replace(/^.*\//, '').replaceAll('-', ' ')),
        run: () => openHelp(chapterId),
      })),
  ],
};
