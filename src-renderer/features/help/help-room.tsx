import { TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { wording } from '../../language/index.ts';
import { CHAPTERS, type Chapter, chapterOf, isStrategy, SECTIONS } from './chapters.ts';
import classes from './help.module.css';
import { openHelp, useHelp } from './help-store.ts';
import { HelpText } from './help-text.tsx';
import { searchHelp } from './search-help.ts';

const texts = wording.help;

/** The documentation: what there is on the left, or what a search found; the chapter on the right. */
export function HelpRoom() {
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // The room comes after the drawer has given the focus away.
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={classes.room}>
      <div className={classes.side}>
        <TextInput
          aria-label={texts.search}
          placeholder={texts.search}
          value={query}
          ref={field}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {query.trim() === '' ? <Contents /> : <Found query={query} />}
      </div>
      <Article />
    </div>
  );
}

function Contents() {
  return (
    <nav aria-label={texts.contents} className={classes.contents}>
      <ChapterList title={texts.guide} chapters={CHAPTERS.filter((chapter) => !isStrategy(chapter))} />
      <ChapterList title={texts.strategies} chapters={CHAPTERS.filter(isStrategy)} />
    </nav>
  );
}

function ChapterList({ title, chapters }: { readonly title: string; readonly chapters: readonly Chapter[] }) {
  const chapterId = useHelp(({ place }) => place.chapterId);
  return (
    <>
      <h3 className={classes.part}>{title}</h3>
      <ul className={classes.list}>
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <button
              type="button"
              className={classes.entry}
              aria-current={chapter.id === chapterId ? 'true' : undefined}
              onClick={() => openHelp(chapter.id)}
            >
              {chapter.title}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Found({ query }: { readonly query: string }) {
  const hits = useMemo(() => searchHelp(SECTIONS, query), [query]);
  return (
    <nav aria-label={texts.found} className={classes.contents}>
      <p className={classes.part} role="status">
        {texts.hits(hits.length)}
      </p>
      <ul className={classes.list}>
        {hits.map(({ section: { chapter, anchor, heading }, snippet }) => (
          <li key={`${chapter.id}#${anchor}`}>
            <button type="button" className={classes.entry} onClick={() => openHelp(`${chapter.id}#${anchor}`)}>
              <strong>{heading === chapter.title ? heading : `${chapter.title}: ${heading}`}</strong>
              <span className={classes.snippet}>{snippet}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The chapter itself: scrolled with the keys, and at the part that was asked for. */
function Article() {
  const place = useHelp((help) => help.place);
  const chapter = chapterOf(place.chapterId);
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const part =
      place.anchor === '' ? null : host.current?.querySelector(`[data-anchor="${CSS.escape(place.anchor)}"]`);
    if (part instanceof HTMLElement) part.scrollIntoView({ block: 'start' });
    else if (host.current !== null) host.current.scrollTop = 0;
  }, [place]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by those without a mouse.
    <article ref={host} className={classes.article} tabIndex={0} aria-label={chapter?.title ?? texts.title}>
      {chapter === undefined ? <p>{texts.noChapter}</p> : <HelpText blocks={chapter.blocks} onLink={openHelp} />}
    </article>
  );
}
