/** In place of a strategy, of who owns what a person orders: no bot of theirs. Beside the schemas: the window needs none. */
export const BY_HAND = 'by-hand';
