import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { askToFlatten, askToRelease, stopEverything } from './stop-store.ts';

const texts = wording.commands;

export const riskCommands: FeatureCommands = {
  commands: [
    {
      id: 'trading.stopEverything',
      group: 'trading',
      text: wording.stop.button,
      alsoKnownAs: texts.stopAliases,
      shortcut: 'Mod+Shift+X',
      keepsShortcut: true,
      run: () => stopEverything({ flatten: false }),
    },
    {
      id: 'trading.flatten',
      group: 'trading',
      text: texts.flatten,
      alsoKnownAs: texts.stopAliases,
      run: askToFlatten,
    },
    {
      id: 'trading.release',
      group: 'trading',
      text: texts.release,
      isAvailable: ({ state }) => state.halt !== null,
      run: askToRelease,
    },
  ],
};
