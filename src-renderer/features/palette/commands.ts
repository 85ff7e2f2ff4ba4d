import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { togglePalette } from './palette-store.ts';

export const paletteCommands: FeatureCommands = {
  commands: [
    { id: 'window.palette', group: 'window', text: wording.commands.palette, shortcut: 'Mod+K', run: togglePalette },
  ],
};
