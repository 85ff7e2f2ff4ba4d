import { call } from '../../bridge/index.ts';
import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openPage } from '../../ui/navigation.ts';

const texts = wording.dashboard.firstSteps;

export const dashboardCommands: FeatureCommands = {
  commands: [
    {
      id: 'help.firstSteps',
      group: 'help',
      text: texts.command,
      alsoKnownAs: texts.aliases,
      run: () => {
        openPage('dashboard');
        void call('settings.change', { showsFirstSteps: true });
      },
    },
  ],
};
