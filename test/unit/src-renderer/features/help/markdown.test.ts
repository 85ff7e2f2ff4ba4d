import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from '../../../../../src-renderer/features/help/markdown.ts';

describe('a text of the documentation', () => {
  it('is headings, paragraphs, lists, tables and code', () => {
    const text = [
      '# A title, `here`',
      'One line',
      'and its second.',
      '- first',
      '  goes on',
      '- **second**',
      '',
      '1. counted',
      '| a | b |',
      '|---|---|',
      '| x \\| y | `z` |',
      '    indented --code',
      '```ts',
      'fenced();',
      '```',
    ].join('\n');
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, text: 'A title, here', anchor: 'a-title-here' },
      { kind: 'paragraph', text: 'One line and its second.' },
      { kind: 'list', ordered: false, items: ['first goes on', '**second**'] },
      { kind: 'list', ordered: true, items: ['counted'] },
      { kind: 'table', head: ['a', 'b'], rows: [['x | y', '`z`']] },
      { kind: 'code', text: 'indented --code' },
      { kind: 'code', text: 'fenced();' },
    ]);
  });

  it('has code, stress and links in its words', () => {
    expect(parseInline('See `a*b*`, **this**, *that* and [the `risk`](risk.md#limits): 2 * 3 * 4')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'code', text: 'a*b*' },
      { kind: 'text', text: ', ' },
      { kind: 'strong', text: 'this' },
      { kind: 'text', text: ', ' },
      { kind: 'emphasis', text: 'that' },
      { kind: 'text', text: ' and ' },
      { kind: 'link', text: 'the risk', target: 'risk.md#limits' },
      { kind: 'text', text: ': 2 * 3 * 4' },
    ]);
  });
});
