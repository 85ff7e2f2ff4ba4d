/** What can be chosen, in the order it is shown. */
export const THEMES = ['system', 'dark', 'light'] as const;
export const UP_DOWN_COLOURS = ['greenRed', 'redGreen', 'blueOrange'] as const;
export const CLOSE_CHOICES = ['ask', 'tray', 'quit'] as const;
