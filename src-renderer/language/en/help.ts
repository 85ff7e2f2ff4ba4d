/** Texts round the help; its chapters are the documentation itself. */
export const helpTexts = {
  title: 'Help',
  onThisPage: 'Help on this page',
  aliases: 'documentation manual guide',
  about: (subject: string) => `Help: ${subject}`,
  search: 'Search the help',
  contents: 'Contents',
  found: 'Found in the help',
  hits: (count: number) => (count === 1 ? '1 place' : `${count} places`),
  guide: 'Guide',
  strategies: 'Strategies',
  noChapter: 'There is no such chapter.',
} as const;
