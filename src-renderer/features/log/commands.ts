import { call } from '../../bridge/index.ts';
import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';

export const logCommands: FeatureCommands = {
  commands: [
    {
      id: 'log.openFolder',
      group: 'window',
      text: wording.commands.openLogFolder,
      run: () => void call('log.openFolder', {}),
    },
  ],
};
