import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withAbsolutePaths } from '../../../scripts/runtime/start-application.mjs';

const folder = resolve('/typed/here');

describe('arguments of npm start', () => {
  it('joins an option with its path and counts the path from where it was typed', () => {
    expect(withAbsolutePaths(['--screenshot', 'a.png', '--data-dir=data'], folder)).toEqual([
      `--screenshot=${resolve(folder, 'a.png')}`,
      `--data-dir=${resolve(folder, 'data')}`,
    ]);
  });

  it('leaves absolute paths and other arguments as they are', () => {
    const absolute = resolve('/else/b.png');
    expect(withAbsolutePaths(['--theme=dark', '--screenshot', absolute, 'x'], folder)).toEqual([
      '--theme=dark',
      `--screenshot=${absolute}`,
      'x',
    ]);
  });

  it('refuses an option without its path', () => {
    expect(() => withAbsolutePaths(['--screenshot'], folder)).toThrow('--screenshot needs a path');
  });
});
