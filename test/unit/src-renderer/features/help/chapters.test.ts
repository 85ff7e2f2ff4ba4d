import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../scripts/runtime/project.mjs';
import { CHAPTERS, chapterOf, SECTIONS } from '../../../../../src-renderer/features/help/chapters.ts';
import { CHAPTER_OF_PAGE } from '../../../../../src-renderer/features/help/help-store.ts';
import { chapterTarget } from '../../../../../src-renderer/features/help/help-text.tsx';
import { type Block, parseInline } from '../../../../../src-renderer/features/help/markdown.ts';
import { searchHelp } from '../../../../../src-renderer/features/help/search-help.ts';
import { PAGES } from '../../../../../src-renderer/ui/navigation.ts';

const DOCS = join(projectRoot, 'docs');

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'list') return block.items;
  if (block.kind === 'table') return [block.head, ...block.rows].flat();
  return block.kind === 'code' ? [] : [block.text];
}
const hits = (query: string) =>
  searchHelp(SECTIONS, query).map(({ section }) => `${section.chapter.id}#${section.anchor}`);

/** A chapter and a part of it are there. */
function isThere(target: string): boolean {
  const [id = '', anchor] = target.split('#');
  const blocks = chapterOf(id)?.blocks ?? [];
  return blocks.some((block) => block.kind === 'heading' && (anchor === undefined || block.anchor === anchor));
}

describe('the chapters of the help', () => {
  it('are the documentation, all of it but what is about the code', () => {
    const files = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
    const wanted = files
      .map((path) => path.replaceAll('\\', '/').replace(/\.md$/, ''))
      .filter((id) => id !== 'architecture');
    expect(CHAPTERS.map(({ id }) => id).sort()).toEqual(wanted.sort());
    for (const { id, title } of CHAPTERS) {
      expect(readFileSync(join(DOCS, `${id}.md`), 'utf8').replaceAll('`', '')).toMatch(`# ${title}`);
    }
  });

  it.each(CHAPTERS.map(({ id, blocks }) => [id, blocks] as const))(
    '%s has no mark left that is not understood',
    (_, blocks) => {
      const words = blocks.flatMap(textsOf).flatMap(parseInline);
      const marked = words.filter(
        ({ kind, text }) => kind === 'text' && /\*\*|\]\(|`|^\||^#{1,6} |^>|<[a-z]+>/.test(text),
      );
      expect(marked).toEqual([]);
      for (const block of blocks.filter(({ kind }) => kind === 'table')) {
        const { head, rows } = block as Extract<Block, { kind: 'table' }>;
        expect(rows.filter((row) => row.length !== head.length)).toEqual([]);
      }
    },
  );

  it('lead to one another: no link to a chapter or a part that is not there', () => {
    const links = CHAPTERS.flatMap(({ id, blocks }) =>
      blocks
        .flatMap(textsOf)
        .flatMap(parseInline)
        .flatMap((part) => (part.kind === 'link' ? [{ from: id, target: chapterTarget(part.target) }] : [])),
    );
    const own = links.filter(({ target }) => target !== null && target !== 'architecture');
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter(({ target }) => !isThere(target ?? ''))).toEqual([]);
  });

  it.each(PAGES)('page %s has its own', (page) => expect(isThere(CHAPTER_OF_PAGE[page])).toBe(true));
});

describe('a search in the help', () => {
  it('finds every word, the heading first', () => {
    expect(hits('simple moving average')[0]).toBe('indicators#simple-moving-average');
    expect(hits('shortcuts')[0]).toBe('window#shortcuts');
    expect(
      hits('grid')
        .slice(0, 3)
        .some((hit) => hit.startsWith('strategies/grid#')),
    ).toBe(true);
  });

  it('finds nothing where a word is missing, or without a word', () => {
    expect(hits('moving zzzz')).toEqual([]);
    expect(hits('  ')).toEqual([]);
  });

  it('shows the words where they stand', () => {
    const [first] = searchHelp(SECTIONS, 'colour-blind');
    expect(first?.snippet).toContain('colour-blind');
  });
});
