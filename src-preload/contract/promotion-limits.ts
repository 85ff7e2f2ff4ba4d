/** Characters of a reason: a word is none. Beside the schemas, so that the window needs no schema library. */
export const SHORTEST_REASON = 10;
