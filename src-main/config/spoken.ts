import { LANGUAGES, type Language, PLAIN_LOCALE } from '../base/locales.ts';
import type { Settings } from './settings.ts';

/** How the product speaks and writes numbers: chosen, with `system` made definite. */
export type Spoken = { readonly language: Language; readonly numberLocale: string };

/** What the system would have: its languages, the dearest first, and the locale of its numbers and times. */
export type SystemLocales = { readonly languages: readonly string[]; readonly region: string };

/** `system` is the first of its languages the product has, English without one, and its region as far as it is known. */
export function spoken(settings: Pick<Settings, 'language' | 'numberLocale'>, system: SystemLocales): Spoken {
  return {
    language: settings.language === 'system' ? firstKnown(system.languages) : settings.language,
    numberLocale: settings.numberLocale === 'system' ? knownLocale(system.region) : settings.numberLocale,
  };
}

function firstKnown(languages: readonly string[]): Language {
  for (const tag of languages) {
    const known = LANGUAGES.find((language) => tag.toLowerCase().split(/[-_]/)[0] === language);
    if (known !== undefined) return known;
  }
  return 'en';
}

function knownLocale(tag: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? PLAIN_LOCALE;
  } catch {
    return PLAIN_LOCALE;
  }
}
