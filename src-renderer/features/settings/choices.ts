/** What can be chosen, in the order it is shown. */
export const THEMES = ['system', 'dark', 'light'] as const;
export { LANGUAGE_CHOICES, NUMBER_LOCALE_CHOICES } from '../../../src-main/base/locales.ts';
export const UP_DOWN_COLOURS = ['greenRed', 'redGreen', 'blueOrange'] as const;
export const CLOSE_CHOICES = ['ask', 'tray', 'quit'] as const;
