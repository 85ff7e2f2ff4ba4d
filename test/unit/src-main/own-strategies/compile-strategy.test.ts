import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileStrategy } from '../../../../src-main/own-strategies/compile/compile-strategy.ts';
import { APP_FOLDER, EXAMPLE_FILE, shippedText } from '../../../../src-main/own-strategies/shipped-files.ts';
import type { StrategyProblem } from '../../../../src-main/own-strategies/strategy-problem.ts';
import { compiled, OWN_CROSS, strategyAround } from '../../../fakes/own-strategies.ts';

/** `line:column message` of everything found wrong. */
function problemsIn(source: string, fileName = 'test.ts'): string[] {
  const outcome = compileStrategy(source, fileName);
  if (outcome.ok) return [];
  expect(outcome.error.code).toBe('badStrategy');
  const problems = outcome.error.details?.problems as StrategyProblem[];
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** The same for a body of `decide`, whose first line is line 4. */
const inBody = (body: string) => problemsIn(strategyAround(body));

describe('compileStrategy', () => {
  test('takes the shipped example and a strategy with state, helpers and classes', () => {
    expect(problemsIn(shippedText(EXAMPLE_FILE), EXAMPLE_FILE)).toEqual([]);
    expect(problemsIn(OWN_CROSS)).toEqual([]);
    expect(inBody('class Sum { total = 0; add(x: number) { this.total += x; } }\nnew Sum().add(1);')).toEqual([]);
  });

  test('takes JavaScript without a single type', () => {
    const source = `import { defineStrategy, enterLong, indicator } from 'bellwether';
      export default defineStrategy({ title: 'JS', indicators: { rsi: indicator('rsi', { period: 7 }) },
        decide({ indicators }) { if (indicators.rsi.at(0) < 30) return enterLong(); } });`;
    expect(problemsIn(source, 'plain.js')).toEqual([]);
  });

  test('names line and column of what does not parse', () => {
    expect(inBody('const x = ;')).toEqual(['4:11 Expression expected.']);
  });

  test('checks types, of the language and of the app', () => {
    expect(inBody('const x: string = bar.close.at(0);')).toEqual([
      "4:7 Type 'number' is not assignable to type 'string'.",
    ]);
    expect(inBody('bar.indicators.macd.signul.at(0);')[0]).toContain('4:21');
    expect(inBody('bar.indicators.avarage.at(0);')[0]).toContain("Did you mean 'average'?");
    expect(inBody("bw.indicator('sma', { periud: 3 });")[0]).toContain("Did you mean to write 'period'?");
    expect(inBody("bw.indicator('smaa');")[0]).toContain('"smaa"');
    expect(inBody('return bw.enterLong({ limit: 3 });')[0]).toContain("'limit' does not exist");
    expect(inBody("return 'buy';").join()).toContain("'string' is not assignable");
  });

  test('knows the values of parameters and indicators by what the file declares', () => {
    const source = `import { choice, defineStrategy, indicator, number, toggle } from 'bellwether';
export default defineStrategy({ title: 'T', parameters: { mode: choice(['a', 'b']), size: number({ default: 1 }), on: toggle() },
  indicators: ({ size }) => ({ macd: indicator('macd', { fast: size }), rsi: indicator('rsi') }),
  state: () => ({ seen: 0 }),
  decide({ parameters: { mode, size, on }, indicators: { macd, rsi }, state }) {
    const word: 'a' | 'b' = mode; const figure: number = size; const flag: boolean = on;
    const sum: number = macd.histogram.at(0) + rsi.at(1);
    state.seen += 1;
    rsi.histogram.at(0);
  } });`;
    expect(problemsIn(source)).toEqual(["9:9 Property 'histogram' does not exist on type 'Values'."]);
  });

  test.each([
    ["import fs from 'node:fs';", "import of 'node:fs'"],
    ["export * from './other';", "import of './other'"],
    ["import other = require('other');", "import of 'other'"],
  ])('refuses %s', (line, message) => {
    const [first] = problemsIn(`${line}\n${OWN_CROSS}`);
    expect(first).toContain(message);
    expect(first).toMatch(/^1:/);
  });

  test.each([
    ["import('node:fs');", 'import()'],
    ['import.meta;', 'import.meta'],
    ["eval('1');", 'eval is not there'],
    ['new Function();', 'Function is not there'],
    ['Date.now();', 'Date is not there'],
    ['new Date();', 'Date is not there'],
    ['Math.random();', 'random is not there'],
    ["'a'.localeCompare('b');", 'localeCompare is not there'],
    ['Promise.resolve();', 'Promise is not there'],
    ['const f = async () => 1;', 'async is not there'],
    ['new Float64Array(3);', 'Float64Array is not there'],
    ['globalThis;', 'globalThis is not there'],
    ['try { bar.close.at(0); } finally { bar.close.at(1); }', 'finally is not there'],
    ['process.exit();', "Cannot find name 'process'"],
    ["require('fs');", "Cannot find name 'require'"],
    ['const $bw_step = 1;', 'names that begin with $bw_'],
    ['// @ts-ignore\n$bw_cells[0] = 9;', 'names that begin with $bw_'],
    ["// @ts-ignore\nimport('node:fs');", 'import()'],
  ])('refuses %s in the body', (body, message) => {
    expect(inBody(body).join('\n')).toContain(message);
  });

  test('a name of the language may be declared or stand for a member', () => {
    expect(inBody('const Date = 1; const shape = { random: Date, Promise: 2 }; shape.Promise;')).toEqual([]);
  });

  test('references lead nowhere', () => {
    expect(problemsIn(`/// <reference path="/etc/passwd" />\n${OWN_CROSS}`)[0]).toContain(
      "Could not resolve the path '/etc/passwd'",
    );
    expect(problemsIn(`/// <reference types="node" />\n${OWN_CROSS}`)[0]).toContain("'node'");
  });

  test('refuses what is no file of a strategy', () => {
    expect(problemsIn('', 'a.txt')[0]).toContain('expected a name that ends in .ts or .js');
    expect(problemsIn('', '../a.ts')[0]).toContain('expected a name');
    expect(problemsIn(' '.repeat(1_000_001))[0]).toContain('expected at most 1000000');
  });

  test('the same source becomes the same code', () => {
    expect(compiled(OWN_CROSS).code).toBe(compiled(OWN_CROSS).code);
  });
});

test('the strategy that docs/own-strategies.md shows compiles', () => {
  const page = readFileSync(new URL('docs/own-strategies.md', APP_FOLDER), 'utf8');
  const [, source = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  expect(source).toContain('defineStrategy');
  expect(problemsIn(source)).toEqual([]);
});
