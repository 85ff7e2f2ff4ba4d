import type { SettingsView } from '../../../src-preload/contract/views.ts';
import type { Command, FeatureCommands } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';
import { openPage } from '../../ui/navigation.ts';
import { changeSettings } from './change-settings.ts';
import { CLOSE_CHOICES, THEMES, UP_DOWN_COLOURS } from './choices.ts';

const texts = wording.settings;

/** One command a choice; the one that holds already is not offered. */
function choiceCommands<Key extends 'theme' | 'upDownColours' | 'onCloseWithRunningBots'>(
  key: Key,
  title: string,
  choices: readonly { readonly value: SettingsView[Key]; readonly text: string }[],
): readonly Command[] {
  return choices.map(({ value, text }) => ({
    id: `settings.${key}.${value}`,
    group: 'settings',
    text: wording.commands.setTo(title, text),
    isAvailable: ({ state }) => state.settings[key] !== value,
    run: () => void changeSettings({ [key]: value }),
  }));
}

const RESUME_CHOICES = [
  { on: true, text: wording.commands.switchOn(texts.resumeBots) },
  { on: false, text: wording.commands.switchOff(texts.resumeBots) },
];

export const settingsCommands: FeatureCommands = {
  commands: [
    ...choiceCommands(
      'theme',
      texts.theme,
      THEMES.map((value) => ({ value, text: texts.themes[value] })),
    ),
    ...choiceCommands(
      'upDownColours',
      texts.upDownColours,
      UP_DOWN_COLOURS.map((value) => ({ value, text: texts.upDownChoices[value] })),
    ),
    ...choiceCommands(
      'onCloseWithRunningBots',
      texts.onClose,
      CLOSE_CHOICES.map((value) => ({ value, text: texts.closeChoices[value] })),
    ),
    ...RESUME_CHOICES.map(
      ({ on, text }): Command => ({
        id: `settings.resumeBots.${on ? 'on' : 'off'}`,
        group: 'settings',
        text,
        isAvailable: ({ state }) => state.settings.resumeBots !== on,
        run: () => void changeSettings({ resumeBots: on }),
      }),
    ),
    {
      id: 'settings.language',
      group: 'settings',
      text: wording.commands.changeSetting(texts.language),
      run: () => openPage('settings'),
    },
    {
      id: 'settings.timeZone',
      group: 'settings',
      text: wording.commands.changeSetting(texts.timeZone),
      run: () => openPage('settings'),
    },
    {
      id: 'settings.limits',
      group: 'settings',
      text: wording.commands.changeSetting(texts.risk),
      run: () => openPage('settings'),
    },
  ],
};
