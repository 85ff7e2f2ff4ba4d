import type { FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openTicket } from './ticket-store.ts';

const texts = wording.ticket;

export const ticketCommands: FeatureCommands = {
  commands: [
    {
      id: 'ticket.open',
      group: 'trading',
      text: texts.open,
      alsoKnownAs: texts.aliases,
      shortcut: 'Mod+Shift+O',
      run: () => openTicket(),
    },
  ],
};
