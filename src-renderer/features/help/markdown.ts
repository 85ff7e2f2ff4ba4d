/** The part of Markdown that the documentation is written in, as data: what is not known stays text. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly anchor: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const LIST_ITEM = /^(-|\d+\.) +/;
const HEADING = /^(#{1,6}) +(.+)$/;
const CODE_INDENT = '    ';

export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.replaceAll('\r', '').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, next } = blockAt(lines, at);
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

type Parsed = { readonly block: Block | null; readonly next: number };

function blockAt(lines: readonly string[], at: number): Parsed {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  const heading = HEADING.exec(line);
  if (heading !== null) return { block: headingOf(heading[1] ?? '', heading[2] ?? ''), next: at + 1 };
  if (line.startsWith('```')) return fenced(lines, at);
  if (line.startsWith(CODE_INDENT)) return indented(lines, at);
  if (line.startsWith('|')) return table(lines, at);
  return LIST_ITEM.test(line) ? list(lines, at) : paragraph(lines, at);
}

const headingOf = (marks: string, text: string): Block => ({
  kind: 'heading',
  level: marks.length,
  text: plainText(text),
  anchor: anchorOf(plainText(text)),
});

/** How a heading is linked to, as on the web page of the same text. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function fenced(lines: readonly string[], at: number): Parsed {
  const end = lines.findIndex((line, index) => index > at && line.startsWith('```'));
  const last = end < 0 ? lines.length : end;
  return { block: { kind: 'code', text: lines.slice(at + 1, last).join('\n') }, next: last + 1 };
}

function indented(lines: readonly string[], at: number): Parsed {
  let end = at;
  while (end < lines.length && lines[end]?.startsWith(CODE_INDENT)) end++;
  const text = lines.slice(at, end).map((line) => line.slice(CODE_INDENT.length));
  return { block: { kind: 'code', text: text.join('\n') }, next: end };
}

function table(lines: readonly string[], at: number): Parsed {
  let end = at;
  while (lines[end]?.startsWith('|')) end++;
  const [head = [], , ...rows] = lines.slice(at, end).map(cellsOf);
  return { block: { kind: 'table', head, rows }, next: end };
}

/** A bar that is part of the text is written `\|`. */
const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

const isText = (line: string | undefined): boolean =>
  line !== undefined && line.trim() !== '' && !HEADING.test(line) && !/^(```|\|)/.test(line);

function list(lines: readonly string[], at: number): Parsed {
  const items: string[] = [];
  let end = at;
  for (; isText(lines[end]); end++) {
    const line = lines[end] ?? '';
    if (LIST_ITEM.test(line.trimStart())) items.push(line.trimStart().replace(LIST_ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { block: { kind: 'list', ordered: /^\d/.test(lines[at] ?? ''), items }, next: end };
}

function paragraph(lines: readonly string[], at: number): Parsed {
  let end = at + 1;
  while (isText(lines[end]) && !LIST_ITEM.test(lines[end] ?? '')) end++;
  return { block: { kind: 'paragraph', text: lines.slice(at, end).join(' ') }, next: end };
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)]+)\)/g;

/** Text with its code, stress and links. */
export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(inlineOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function inlineOf([, code, strong, emphasis, label, target]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  return { kind: 'link', text: plainText(label ?? ''), target: target ?? '' };
}

/** What is read, without the marks. */
export const plainText = (text: string): string =>
  parseInline(text)
    .map((part) => part.text)
    .join('');
