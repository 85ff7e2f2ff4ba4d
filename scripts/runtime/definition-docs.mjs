/** Pages about strategies and indicators, made from their definitions: what the forms show, in words and tables. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { INDICATORS } from '../../src-main/engine/indicator-registry.ts';
import { PAIR_INDICATORS } from '../../src-main/engine/indicators/pairs/pair-registry.ts';
import { STRATEGIES } from '../../src-main/engine/strategies/registry.ts';
import { withIndicatorTypes } from '../../src-main/own-strategies/indicator-types.ts';
import { shippedText, TYPES_FILE } from '../../src-main/own-strategies/shipped-files.ts';
import { projectRoot, say } from './project.mjs';

const MADE = 'Made from its definition by `npm run docs`; changes here are overwritten.';
const STRATEGY_FOLDER = 'docs/strategies';
/** The types of a person's own strategies name every indicator. */
const OWN_STRATEGY_TYPES = `resources/strategy-types/${TYPES_FILE}`;

/**
 * The part of JSON Schema that zod writes for our parameters.
 * @typedef {{ type?: string, title?: string, description?: string, default?: unknown, enum?: readonly unknown[],
 *   minimum?: number, maximum?: number, exclusiveMinimum?: number, exclusiveMaximum?: number,
 *   properties?: Record<string, FieldSchema> }} FieldSchema
 * @typedef {import('../../src-main/engine/strategies/strategy.ts').StrategyDefinition} Strategy
 * @typedef {Pick<import('../../src-main/engine/indicators/indicator.ts').IndicatorDefinition,
 *   'name' | 'title' | 'outputs' | 'pane' | 'params' | 'warmUp' | 'sparse'>} Indicator
 */

/** @returns {number} exit code */
export function writeDocs() {
  const pages = definitionPages();
  mkdirSync(join(projectRoot, STRATEGY_FOLDER), { recursive: true });
  for (const path of strayPages()) rmSync(join(projectRoot, path));
  for (const [path, text] of pages) writeFileSync(join(projectRoot, path), text);
  say(`wrote ${pages.size} pages: ${STRATEGY_FOLDER}/, docs/indicators.md and ${OWN_STRATEGY_TYPES}.`);
  return 0;
}

/** @returns {ReadonlyMap<string, string>} text of every page by its path from the project's root, with slashes */
export function definitionPages() {
  const pages = STRATEGIES.map((strategy) => [`${STRATEGY_FOLDER}/${strategy.id}.md`, strategyPage(strategy)]);
  const more = [
    ['docs/indicators.md', indicatorsPage()],
    [OWN_STRATEGY_TYPES, withIndicatorTypes(shippedText(TYPES_FILE))],
  ];
  return new Map([...pages, ...more].map(([path = '', text = '']) => [path, text]));
}

/** @returns {string[]} pages of strategies that are no more */
export function strayPages() {
  const pages = definitionPages();
  const found = readdirSync(join(projectRoot, STRATEGY_FOLDER)).map((name) => `${STRATEGY_FOLDER}/${name}`);
  return found.filter((path) => !pages.has(path));
}

/** @param {Strategy} strategy @returns {string} */
function strategyPage({ id, title, description, rule, params, warmUp }) {
  const parts = [
    `# ${title}`,
    MADE,
    `Id: \`${id}\``,
    description,
    ...(rule === undefined ? [] : ['## Rule', rule]),
    '## Warm-up',
    `With default parameters the first bar it judges is the one after ${barsText(warmUp(params.parse({})))}.`,
    '## Parameters',
    ...parameterTables(schemaOf(params)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function indicatorsPage() {
  const parts = [
    '# Indicators',
    'Made from the definitions by `npm run docs`; changes here are overwritten.',
    'Warm-up is the number of candles before the first at which every output has a value, with default parameters. Formulas and their sources stand in the files of `src-main/engine/indicators`.',
    ...[...INDICATORS.values()].flatMap(indicatorSection),
    '# Indicators over two symbols',
    'The candles of the other symbol are given beside one’s own; the warm-up counts from the first moment both have one.',
    ...[...PAIR_INDICATORS.values()].flatMap(indicatorSection),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** @param {Indicator} definition @returns {string[]} */
function indicatorSection({ name, title, outputs, pane, params, warmUp, sparse }) {
  const drawn = pane === 'price' ? 'over the candles' : 'in a pane of its own';
  const events =
    sparse === true ? ' Later values may be missing too: they come with events or calendar boundaries.' : '';
  return [
    `## ${title}`,
    [
      `- Name: \`${name}\``,
      `- Outputs: ${outputs.map((output) => `\`${output}\``).join(', ')}, drawn ${drawn}`,
      `- Warm-up: ${barsText(warmUp(params.parse({})))}.${events}`,
    ].join('\n'),
    ...parameterTables(schemaOf(params)),
  ];
}

/** @param {number} bars */
function barsText(bars) {
  if (bars === 0) return 'no candle';
  return bars === 1 ? '1 candle' : `${bars} candles`;
}

/** @param {import('zod').ZodType} params @returns {FieldSchema} */
function schemaOf(params) {
  return /** @type {FieldSchema} */ (z.toJSONSchema(params, { io: 'input' }));
}

/**
 * One table for the fields of an object, then one below a heading for each object among them.
 * @param {FieldSchema} schema @param {string} path of the object, with a dot behind, or nothing @param {number} depth of headings
 * @returns {string[]}
 */
function parameterTables(schema, path = '', depth = 3) {
  const fields = Object.entries(schema.properties ?? {});
  const plain = fields.filter(([, field]) => field.properties === undefined);
  const nested = fields.filter(([, field]) => field.properties !== undefined);
  const rows = plain.map(([name, field]) =>
    row([
      `\`${path}${name}\``,
      field.title ?? '',
      rangeText(field),
      field.default === '' ? 'empty' : `\`${String(field.default)}\``,
      field.description ?? '',
    ]),
  );
  const table = [row(['Parameter', 'Title', 'Takes', 'Default', 'Meaning']), '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
  return [
    ...(plain.length === 0 ? [] : [table]),
    ...(fields.length === 0 ? ['No parameters.'] : []),
    ...nested.flatMap(([name, field]) => [
      `${'#'.repeat(depth)} ${field.title ?? name} (\`${path}${name}\`)`,
      ...(field.description === undefined ? [] : [`${field.description}.`]),
      ...parameterTables(field, `${path}${name}.`, depth + 1),
    ]),
  ];
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** @param {FieldSchema} field what a field takes, in words */
function rangeText({ type, enum: choices, minimum, exclusiveMinimum, maximum, exclusiveMaximum }) {
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (type === 'boolean') return '`true`, `false`';
  const least = minimum === undefined ? bound('above', exclusiveMinimum) : bound('from', minimum);
  const most = maximum === undefined ? bound('below', exclusiveMaximum) : bound('to', maximum);
  const kind = type === 'integer' ? 'whole number' : (type ?? 'anything');
  return [kind, least, most].filter((part) => part !== '').join(' ');
}

/** @param {string} word @param {number | undefined} limit */
function bound(word, limit) {
  return limit === undefined ? '' : `${word} ${limit}`;
}
