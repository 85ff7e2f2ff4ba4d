/** HTML that may be printed as it is. Only `html` makes it, so that no text reaches the page unescaped. */
export type Markup = { readonly markup: string };
type Part = Markup | string | number | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Characters that are not allowed in HTML, or that turn the direction of the text around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be kept out
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text for between tags or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(UNSEEN, '\ufffd').replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}

function printed(part: Part): string {
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A template whose parts are escaped unless they are markup themselves. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: texts.reduce((page, text, index) => page + printed(parts[index - 1] ?? '') + text),
  };
}

export const NOTHING: Markup = { markup: '' };
