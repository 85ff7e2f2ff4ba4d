import { en } from './en/index.ts';
import type { Texts } from './texts.ts';

export type { Texts };

/** What the page was served with; a change of language loads the page anew. */
const isGerman = typeof document !== 'undefined' && document.documentElement.lang === 'de';

/**
 * Every text of the window, in the person's language. Whoever imports it waits here until it is loaded, so that texts
 * can be taken at a module's top. English is there at once; another language is a chunk of its own.
 */
export const wording: Texts = isGerman ? (await import('./de/index.ts')).de : en;
