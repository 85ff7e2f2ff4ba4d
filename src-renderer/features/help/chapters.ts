import { HELP_SOURCES } from './help-sources.ts';
import { type Block, parseMarkdown, plainText } from './markdown.ts';

export type Chapter = {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
};

/** A heading and what stands below it until the next: what a search finds. */
export type Section = {
  readonly chapter: Chapter;
  /** Empty for what stands before the first heading. */
  readonly anchor: string;
  readonly heading: string;
  readonly text: string;
};

const FIRST = ['window', 'trading', 'risk'];

const texts = await Promise.all(HELP_SOURCES.map(async ({ id, load }) => ({ id, text: await load() })));

/** The guide first, then the strategies. */
export const CHAPTERS: readonly Chapter[] = texts.map(chapterFrom).sort(firstFirst);

export function isStrategy({ id }: Pick<Chapter, 'id'>): boolean {
  return id.startsWith('strategies/');
}

function chapterFrom({ id, text }: { readonly id: string; readonly text: string }): Chapter {
  const blocks = parseMarkdown(text);
  const title = blocks.find((block) => block.kind === 'heading');
  return { id, title: title?.text ?? id, blocks };
}

function firstFirst(a: Chapter, b: Chapter): number {
  const rank = ({ id }: Chapter): number => {
    if (isStrategy({ id })) return FIRST.length + 1;
    return FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length;
  };
  return rank(a) - rank(b) || a.title.localeCompare(b.title, 'en');
}

export const chapterOf = (id: string): Chapter | undefined => CHAPTERS.find((chapter) => chapter.id === id);

export const SECTIONS: readonly Section[] = CHAPTERS.flatMap((chapter) => sectionsOf(chapter));

function sectionsOf(chapter: Chapter): readonly Section[] {
  const sections: Section[] = [];
  let current = { chapter, anchor: '', heading: chapter.title, text: '' };
  for (const block of chapter.blocks) {
    if (block.kind === 'heading') {
      if (current.text !== '') sections.push(current);
      current = { chapter, anchor: block.anchor, heading: block.text, text: '' };
    } else current = { ...current, text: `${current.text} ${textOf(block)}`.trim() };
  }
  return [...sections, current];
}

function textOf(block: Exclude<Block, { kind: 'heading' }>): string {
  if (block.kind === 'list') return block.items.map(plainText).join(' ');
  if (block.kind === 'table') return [block.head, ...block.rows].flat().map(plainText).join(' ');
  return block.kind === 'code' ? block.text : plainText(block.text);
}
