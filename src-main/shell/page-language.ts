export type PageLanguage = { readonly language: string; readonly numberLocale: string };

/** Writes both on the page's root: a page knows its language before anything of it runs, and asks nobody. */
export function withLanguage(html: string, { language, numberLocale }: PageLanguage): string {
  return html.replace(/<html lang="[^"]*"/, `<html lang="${language}" data-number-locale="${numberLocale}"`);
}
