import { en } from './en/index.ts';
import type { Texts } from './texts.ts';

export type { Texts };

/** Every text of the window, in the person's language. Chosen once, before anything that shows a text is loaded. */
export const wording: Texts = en;
