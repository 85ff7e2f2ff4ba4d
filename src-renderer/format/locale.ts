import { PLAIN_LOCALE } from '../../src-main/base/locales.ts';

/** How numbers and times are written; the page is served with it and loads anew when another is chosen. */
export const LOCALE =
  typeof document === 'undefined' ? PLAIN_LOCALE : (document.documentElement.dataset.numberLocale ?? PLAIN_LOCALE);
