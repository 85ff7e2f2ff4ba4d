export type PageLanguage = {
  readonly language: string;
  readonly numberLocale: string;
  readonly theme: 'system' | 'dark' | 'light';
};

/** Writes them on the page's root: a page knows its language and its colours before anything of it runs, and asks nobody. */
export function withLanguage(html: string, { language, numberLocale, theme }: PageLanguage): string {
  const root = `<html lang="${language}" data-number-locale="${numberLocale}" data-theme="${theme}"`;
  return html.replace(/<html lang="[^"]*"/, root);
}
