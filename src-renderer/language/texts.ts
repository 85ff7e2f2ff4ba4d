import type { en } from './en/index.ts';

/** The same shape with any words: what another language has to fill in to be complete. */
export type Translated<Text> = Text extends string
  ? string
  : Text extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof Text]: Translated<Text[Key]> };

export type Texts = Translated<typeof en>;
