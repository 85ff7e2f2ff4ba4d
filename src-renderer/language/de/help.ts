import type { Texts } from '../texts.ts';

export const helpTexts: Texts['help'] = {
  title: 'Hilfe',
  onThisPage: 'Hilfe zu dieser Seite',
  aliases: 'dokumentation handbuch anleitung',
  about: (subject) => `Hilfe: ${subject}`,
  search: 'Hilfe durchsuchen',
  contents: 'Inhalt',
  found: 'In der Hilfe gefunden',
  hits: (count) => (count === 1 ? '1 Stelle' : `${count} Stellen`),
  guide: 'Anleitung',
  strategies: 'Strategien',
  noChapter: 'Dieses Kapitel gibt es nicht.',
};
