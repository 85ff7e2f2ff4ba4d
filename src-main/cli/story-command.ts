import type { AskedTradeView } from '../../src-preload/contract/story-views.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { storyOfTrade } from '../composition/portfolio/story-of-trade.ts';
import type { CliCommand } from './command.ts';
import { DATA_DIR, openJournalFolder } from './open-journal-folder.ts';
import type { CommandOptions } from './options.ts';

export const storyCommand: CliCommand = {
  name: 'story',
  summary:
    'a trade from signal to fill: what was decided, sized and checked, its orders with every state, fills, result',
  options: {
    'data-dir': DATA_DIR,
    order: 'client order id of any order of the trade',
    bot: 'id of a bot, in place of --order: its trade that filled at --at',
    at: 'with --bot: epoch milliseconds of one of the fills of the trade',
  },
  async run(options, place) {
    const asked = askedOf(options);
    if (!asked.ok) return asked;
    const journal = openJournalFolder(options, place);
    if (!journal.ok) return journal;
    try {
      const { fills } = journal.value.load();
      const story = storyOfTrade({ journal: journal.value, fills: () => fills }, asked.value);
      return story.ok ? succeed({ json: story.value }) : story;
    } finally {
      journal.value.close();
    }
  },
};

function askedOf(options: CommandOptions): Outcome<AskedTradeView> {
  const clientOrderId = options.optional('order');
  const botId = options.optional('bot');
  const timeMs = Number(options.optional('at') ?? 'nothing');
  if (clientOrderId !== undefined && botId === undefined) return succeed({ clientOrderId });
  if (clientOrderId === undefined && botId !== undefined && Number.isInteger(timeMs)) return succeed({ botId, timeMs });
  return fail('badArgument', 'expected --order ID, or --bot ID with --at MILLISECONDS');
}
