import type { BotView } from '../../../src-preload/contract/views.ts';
import type { Command, FeatureCommands } from '../../commands/index.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { ownBots, useReplicaStore } from '../../replica/index.ts';
import { openPage } from '../../ui/navigation.ts';
import { actionOf, startBot, stopBot } from './bot-commands.ts';
import { openBotDetails } from './bot-details-store.ts';
import { BOT_WIZARD, openBotForm } from './bot-form-store.ts';

const texts = wording.commands;
const LABELS = { start: wording.bots.startBot, resume: wording.bots.resumeBot, stop: wording.bots.stopBot } as const;

const botsNow = (state: BotView['state']): readonly BotView[] =>
  Object.values(useReplicaStore.getState().state?.bots ?? {}).filter((bot) => bot.state === state);

function openForm(subject: string): void {
  openPage('dashboard');
  openBotForm(subject);
}

export const botCommands: FeatureCommands = {
  commands: [
    { id: 'bots.new', group: 'bots', text: wording.bots.add, shortcut: 'Mod+Shift+N', run: () => openForm(BOT_WIZARD) },
    {
      id: 'bots.stopAll',
      group: 'bots',
      text: texts.stopAllBots,
      isAvailable: ({ state }) => Object.values(state.bots).some((bot) => bot.state === 'running'),
      run: () => botsNow('running').forEach(({ config }) => void stopBot(config.id)),
    },
    {
      id: 'bots.resumeAll',
      group: 'bots',
      text: texts.resumeAllBots,
      isAvailable: ({ state }) =>
        state.halt === null && Object.values(state.bots).some((bot) => bot.state === 'interrupted'),
      run: () => botsNow('interrupted').forEach(({ config }) => void startBot(config.id)),
    },
  ],
  sources: [({ state }) => ownBots(state).flatMap((bot) => commandsOf(bot, state.halt !== null))],
};

function commandsOf({ config, state }: BotView, isHalted: boolean): readonly Command[] {
  const { id, name, instrumentId, interval } = config;
  const action = actionOf(state);
  const about = { group: 'bots', alsoKnownAs: `${symbolText(instrumentId)} ${interval} ${config.strategyId}` } as const;
  return [
    {
      ...about,
      id: `bot.${action}.${id}`,
      text: LABELS[action](name),
      isAvailable: () => action === 'stop' || !isHalted,
      run: () => void (action === 'stop' ? stopBot(id) : startBot(id)),
    },
    { ...about, id: `bot.edit.${id}`, text: wording.bots.editBot(name), run: () => openForm(id) },
    {
      ...about,
      id: `bot.details.${id}`,
      text: wording.bots.detailsOf(name),
      run: () => {
        openPage('dashboard');
        openBotDetails(id);
      },
    },
    {
      ...about,
      id: `bot.chart.${id}`,
      text: wording.bots.chartOfBot(name),
      run: () => openPage('chart', { instrumentId, interval }),
    },
  ];
}
