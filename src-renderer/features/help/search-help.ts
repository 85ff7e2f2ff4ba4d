import type { Section } from './chapters.ts';

export type HelpHit = { readonly section: Section; readonly snippet: string };

const MOST_HITS = 40;
const SNIPPET_BEFORE = 40;
const SNIPPET_LENGTH = 160;

/** Sections with every word of the query; those with the words in the heading first, then in the chapter's name. */
export function searchHelp(sections: readonly Section[], query: string): readonly HelpHit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return sections
    .flatMap((section) => {
      const score = scoreOf(section, words);
      return score === null ? [] : [{ section, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
    .map(({ section }) => ({ section, snippet: snippetOf(section.text, words) }));
}

function scoreOf({ heading, chapter, text }: Section, words: readonly string[]): number | null {
  const fields = [text, chapter.title, heading].map((field) => field.toLowerCase());
  let score = 0;
  for (const word of words) {
    const found = fields.findLastIndex((field) => field.includes(word));
    if (found < 0) return null;
    score += found * found;
  }
  return score;
}

function snippetOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...words.map((word) => lower.indexOf(word)).filter((index) => index >= 0));
  const from = at <= SNIPPET_BEFORE ? 0 : text.indexOf(' ', at - SNIPPET_BEFORE) + 1;
  const snippet = text.slice(from, from + SNIPPET_LENGTH);
  return `${from > 0 ? '… ' : ''}${snippet}${from + SNIPPET_LENGTH < text.length ? ' …' : ''}`;
}
