/** Languages the product is whole in. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;

/** Locales numbers and times can be written as, other than the system's own; BCP 47 tags. */
export const NUMBER_LOCALES = [
  'en-GB',
  'en-US',
  'en-AU',
  'en-CA',
  'en-IN',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'es-ES',
  'es-MX',
  'it-IT',
  'nl-NL',
  'pt-BR',
  'pt-PT',
  'pl-PL',
  'cs-CZ',
  'sv-SE',
  'da-DK',
  'tr-TR',
  'ja-JP',
  'ko-KR',
  'zh-CN',
  'hi-IN',
] as const;
export const NUMBER_LOCALE_CHOICES = ['system', ...NUMBER_LOCALES] as const;

/** The one used where nobody has chosen and the system's cannot be: day before month, a comma every three digits. */
export const PLAIN_LOCALE = 'en-GB';
