import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { BINANCE_FAULTS } from '../../../exchange/binance/binance-faults.ts';
import { FAULT_NAMES } from '../../../exchange/server/fault-names.ts';

const folder = join(projectRoot, 'test', 'exchange');
const sources = globSync('**/*.ts', { cwd: folder }).map((path) => readFileSync(join(folder, path), 'utf8'));
const asked = sources.flatMap((text) => [...text.matchAll(/(?:strike|isOn)\('(\w+)'/g)].map((match) => match[1] ?? ''));

describe('the names of faults', () => {
  it('each that is asked for in the code can be switched on', () => {
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => !FAULT_NAMES.has(name))).toEqual([]);
  });

  it('each that can be switched on is asked for, and stands in the README', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    // Those of replies with a status are put together from it.
    const made = (name: string) => /^orderReply\d+$/.test(name);
    for (const name of Object.keys(BINANCE_FAULTS)) {
      expect(readme).toContain(`| \`${name}\` | ${BINANCE_FAULTS[name]} |`);
      if (!made(name)) expect(asked).toContain(name);
    }
  });
});
