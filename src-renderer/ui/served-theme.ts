import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

/**
 * The theme the page was served with, until the settings say another. The library would keep it in the browser's storage,
 * which is opened from the disk while the page waits.
 */
export const servedTheme: MantineColorSchemeManager = {
  get: () => readTheme(document.documentElement.dataset.theme),
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

function readTheme(theme: string | undefined): MantineColorScheme {
  return theme === 'dark' || theme === 'light' ? theme : 'auto';
}
