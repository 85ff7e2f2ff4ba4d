import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { literalsInJsx } from './jsx-literals.ts';

const RENDERER = join(projectRoot, 'src-renderer');

describe('texts come from the language file', () => {
  it('no component has words of its own', () => {
    const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap((path) =>
      literalsInJsx(path, readFileSync(join(RENDERER, path), 'utf8')).map(
        ({ line, text }) => `${path}:${line} ${text}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['<p>Hello</p>', 'Hello'],
    ["<p>{'Hello'}</p>", 'Hello'],
    ['<p>{busy ? `Wait` : null}</p>', 'Wait'],
    ['<Button label="Hello" />', 'Hello'],
    ["<Button aria-label={busy ? 'Hello' : x} />", 'Hello'],
    ["<p>{name + ' of'}</p>", 'of'],
  ])('%s is noticed', (jsx, text) => {
    expect(literalsInJsx('sample.tsx', `const sample = ${jsx};`)).toEqual([{ line: 1, text }]);
  });

  it.each(['<p className="a">{en.title}</p>', '<p>·</p>', "<p>{f('a')}</p>", '<Button variant="default" />'])(
    '%s is not',
    (jsx) => {
      expect(literalsInJsx('sample.tsx', `const sample = ${jsx};`)).toEqual([]);
    },
  );
});
