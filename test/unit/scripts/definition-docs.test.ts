import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definitionPages, strayPages } from '../../../scripts/runtime/definition-docs.mjs';
import { projectRoot } from '../../../scripts/runtime/project.mjs';
import { INDICATORS } from '../../../src-main/engine/indicator-registry.ts';
import { STRATEGIES } from '../../../src-main/engine/strategies/registry.ts';

const PAGES = definitionPages();
const pageOf = (path: string): string => PAGES.get(path) ?? '';

describe('pages made from the definitions', () => {
  it.each([...PAGES.keys()])('%s is as `npm run docs` writes it', (path) => {
    const file = join(projectRoot, path);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(PAGES.get(path));
  });

  it('there is one for each strategy and none besides', () => {
    for (const { id, title } of STRATEGIES) expect(pageOf(`docs/strategies/${id}.md`)).toContain(`# ${title}\n`);
    expect(strayPages()).toEqual([]);
  });

  it('every field is there with its range, default and words, also those of a signal', () => {
    const blend = pageOf('docs/strategies/signal-blend.md');
    expect(blend).toContain('| `buyScore` | Buy at | number from -1 to 1 | `0.05` | Combined score and above |');
    expect(blend).toContain('#### ADX trend (`signal_config.adx_trend`)');
    expect(blend).toContain('| `signal_config.adx_trend.enabled` | Enabled | `true`, `false` | `false` |  |');
    expect(blend).toContain(
      '| `signal_config.rsi.buy` | Buy level | number from 0 below 50 | `30` | Scores +1 at and below |',
    );
    expect(pageOf('docs/strategies/sma-cross.md')).toContain(
      '| `direction` | Direction | `long`, `both` | `long` | long: flat when the averages cross down; both: short then |',
    );
    const words = [...PAGES].filter(([path]) => path.endsWith('.md')).map(([, text]) => text);
    expect(words.join('\n')).not.toMatch(/undefined|\[object|NaN/);
  });

  it('every indicator has its section', () => {
    const page = pageOf('docs/indicators.md');
    for (const { name } of INDICATORS.values()) expect(page).toContain(`- Name: \`${name}\`\n`);
    expect(page).toContain('- Outputs: `middle`, `upper`, `lower`, drawn over the candles\n- Warm-up: 19 candles.');
  });
});
