import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../scripts/runtime/project.mjs';
import { PLANTED_BUGS } from './bugs.ts';

describe('planted bugs', () => {
  it('are many, each under its own name', () => {
    expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(12);
    expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  });

  it.each(PLANTED_BUGS.flatMap(({ name, patches }) => patches.map((patch) => ({ name, ...patch }))))(
    '$name finds its text in $file, once',
    ({ file, text }) => {
      expect(readFileSync(join(projectRoot, file), 'utf8').split(text).length - 1).toBe(1);
    },
  );
});
