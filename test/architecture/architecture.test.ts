import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { ERROR_CODES } from '../../src-main/base/error-codes.ts';
import {
  CLOCK_DOOR,
  COMPUTED_IMPORT,
  IMPORT_RULES,
  type ImportRule,
  importTable,
  REPEATABLE_ROOMS,
} from './import-rules.ts';
import { lineOf, SOURCES, type SourceFile, type SyntaxNode, walk } from './source-files.ts';

const inside = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);

function ruleOf(path: string): ImportRule | undefined {
  const rules = IMPORT_RULES.filter(({ room }) => inside(path, room));
  return rules.sort((a, b) => b.room.length - a.room.length)[0];
}

function mayImportRoom(rule: ImportRule, target: string): boolean {
  const room = ruleOf(target)?.room ?? target;
  return [rule.room, ...rule.rooms].some((allowed) =>
    allowed.endsWith('/**') ? inside(target, allowed.slice(0, -3)) : room === allowed || isPartOf(room, allowed),
  );
}

/** `indicators/patterns` has a line of its own for its packages, and is a part of `indicators` for everybody else. */
const isPartOf = (room: string, whole: string): boolean =>
  inside(room, whole) && !['src-main/engine', 'src-main'].includes(whole);

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

function violationsOf({ path, imports }: SourceFile): string[] {
  const rule = ruleOf(path);
  if (rule === undefined) return [`${path} is in no room of import-rules.ts`];
  return imports
    .filter((target) => {
      if (target.startsWith('src-')) return !mayImportRoom(rule, target);
      const name = packageOf(target);
      return !rule.packages.includes(name) && !(name.startsWith('node:') && rule.packages.includes('node:*'));
    })
    .map((target) => `${path} imports ${target}`);
}

/** The files that `from` loads when it runs, by whatever detour, and that load the package themselves. */
function waysTo(packageName: string, from: string): readonly string[] {
  const byPath = new Map(SOURCES.map((source) => [source.path, source]));
  const reached = new Set([from]);
  for (const path of reached) for (const next of byPath.get(path)?.valueImports ?? []) reached.add(next);
  return [...reached].filter((path) => byPath.get(path)?.valueImports.includes(packageName));
}

describe('who may import whom', () => {
  it('every import is in the table', () => {
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(SOURCES.flatMap(violationsOf)).toEqual([]);
  });

  it('every import inside the project names a file that is there', () => {
    const known = new Set(SOURCES.map(({ path }) => path));
    const missing = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((target) => /^src-.*\.tsx?$/.test(target) && !known.has(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('one feature of the window sees another only through its index; their commands are gathered in one place', () => {
    const feature = (path: string): string | undefined => /^src-renderer\/features\/([^/]+)\//.exec(path)?.[1];
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((target) => feature(target) !== undefined && feature(target) !== feature(path))
        .filter((target) => !target.endsWith('/index.ts'))
        .filter((target) => !(path === 'src-renderer/all-commands.ts' && target.endsWith('/commands.ts')))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('no two rooms import each other, not even by a detour', () => {
    expect(cyclesOf(roomGraph())).toEqual([]);
  });

  it('the table notices what it forbids', () => {
    const source = (path: string, target: string) =>
      violationsOf({ ...(SOURCES[0] as SourceFile), path, imports: [target] });
    expect(source('src-main/model/order.ts', 'zod')).toHaveLength(1);
    expect(source('src-main/base/outcome.ts', 'src-main/model/order.ts')).toHaveLength(1);
    expect(source('src-main/engine/risk/approve.ts', 'src-main/engine/execution/execution.ts')).toHaveLength(1);
    expect(source('src-main/engine/portfolio/portfolio.ts', 'src-main/engine/pipeline.ts')).toHaveLength(1);
    expect(source('src-main/engine/engine.ts', 'node:fs')).toHaveLength(1);
    expect(source('src-main/engine/engine.ts', COMPUTED_IMPORT)).toHaveLength(1);
    expect(source('src-main/exchanges/paper/match.ts', 'src-main/exchanges/demo/demo-feed.ts')).toHaveLength(1);
    expect(source('src-main/composition/trading.ts', 'electron')).toHaveLength(1);
    expect(source('src-main/backtest/metrics.ts', 'src-main/storage/paths.ts')).toHaveLength(1);
    expect(source('src-renderer/ui/theme.ts', 'src-renderer/replica/index.ts')).toHaveLength(1);
    expect(source('src-main/strange/thing.ts', 'src-main/base/outcome.ts')).toHaveLength(1);
    expect(source('src-main/engine/engine.ts', 'src-main/engine/risk/approve.ts')).toEqual([]);
  });

  it('docs/architecture.md shows the table as it is', () => {
    expect(readFileSync(join(projectRoot, 'docs/architecture.md'), 'utf8')).toContain(importTable());
  });
});

describe('what repeats to the bit', () => {
  const repeatable = SOURCES.filter(({ path }) => REPEATABLE_ROOMS.some((room) => inside(path, room)));

  it('reads no clock, rolls no dice and sets no timer', () => {
    expect(repeatable.length).toBeGreaterThan(60);
    expect(repeatable.flatMap(unrepeatableIn)).toEqual([]);
  });

  it('the search finds what it looks for', () => {
    const door = SOURCES.find(({ path }) => path === CLOCK_DOOR);
    expect(door === undefined ? [] : unrepeatableIn(door)).not.toEqual([]);
  });
});

describe('how the code is cut', () => {
  it('the page is known only to the window', () => {
    const elsewhere = SOURCES.filter(({ path }) => !path.startsWith('src-renderer/'));
    expect(elsewhere.flatMap(pageUsesIn)).toEqual([]);
    expect(SOURCES.filter(({ path }) => path.startsWith('src-renderer/')).flatMap(pageUsesIn)).not.toEqual([]);
  });

  it('the window brings no schema library along: what it takes from the contract are types and plain lists', () => {
    expect(waysTo('zod', 'src-renderer/main.tsx')).toEqual([]);
    expect(waysTo('zod', 'src-preload/contract/log-views.ts')).not.toEqual([]);
  });

  it('nothing is exported by default', () => {
    expect(SOURCES.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ path }) => path)).toEqual([]);
  });

  it('no file is longer than 400 lines', () => {
    const long = SOURCES.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  it('no function is longer than 60 lines or takes more than 4 parameters', () => {
    expect(SOURCES.flatMap(largeFunctionsIn)).toEqual([]);
  });

  it('files are named in kebab-case, none of them after nothing in particular', () => {
    const vague = /(^|\/)(utils?|helpers?|commons?|services?|managers?|misc)(\/|\.|$)/;
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.module)?\.[a-z]+$/;
    const names = globSync('src-*/**/*.*', { cwd: projectRoot }).filter((path) => !path.endsWith('.md'));
    expect(names.filter((path) => !kebab.test(basename(path)) || vague.test(path))).toEqual([]);
  });

  it('every folder of src-main says in a README of at most 15 lines what it owns, takes, gives and never does', () => {
    const folders = new Set(SOURCES.map(({ path }) => dirname(path)).filter((path) => path.startsWith('src-main/')));
    const wrong = [...folders].filter((folder) => {
      const file = join(projectRoot, folder, 'README.md');
      if (!existsSync(file)) return true;
      const text = readFileSync(file, 'utf8').trimEnd();
      return text.split('\n').length > 15 || !/Owns:/.test(text) || !/Never:/.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it('every error code is used somewhere', () => {
    const elsewhere = SOURCES.filter(
      ({ path }) => path !== 'src-main/base/error-codes.ts' && !path.startsWith('src-renderer/language/'),
    );
    const unused = ERROR_CODES.filter((code) => !elsewhere.some(({ text }) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});

function roomGraph(): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { path, imports } of SOURCES) {
    const from = roomName(path);
    for (const target of imports.filter((name) => name.startsWith('src-')).map(roomName)) {
      if (target !== from) graph.set(from, (graph.get(from) ?? new Set()).add(target));
    }
  }
  return graph;
}

/** The room of the table; each feature of the window is one of its own. */
function roomName(path: string): string {
  return /^src-renderer\/features\/[^/]+/.exec(path)?.[0] ?? partOf(ruleOf(path)?.room) ?? path;
}

/** Lines that only give a part of a room other packages do not make it a room of its own. */
const partOf = (room: string | undefined): string | undefined => room?.replace(/\/(desktop\.ts|patterns)$/, '');

function cyclesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (room: string, trail: readonly string[]): void => {
    if (trail.includes(room)) {
      cycles.push([...trail.slice(trail.indexOf(room)), room].join(' ▶ '));
      return;
    }
    if (done.has(room)) return;
    for (const next of graph.get(room) ?? []) visit(next, [...trail, room]);
    done.add(room);
  };
  for (const room of graph.keys()) visit(room, []);
  return cycles;
}

function usesOf(
  { path, text, program }: SourceFile,
  name: (node: SyntaxNode, parent: SyntaxNode | null) => string | null,
): string[] {
  const uses: string[] = [];
  walk(program, (node, parent) => {
    const found = name(node, parent);
    if (found !== null) uses.push(`${path}:${lineOf(text, node.start)} ${found}`);
  });
  return uses;
}

/** `window.x` and `document.x`, where the name is not one the file itself gives to something of its own. */
function pageUsesIn(source: SourceFile): string[] {
  const own = new Set<string>();
  walk(source.program, (node) => {
    if (node.type === 'VariableDeclarator') addNames(node.id, own);
    if (FUNCTIONS.includes(node.type)) addNames(node.params, own);
  });
  return usesOf(source, (node) => {
    const name = node.type === 'MemberExpression' ? identifier(node.object) : '';
    return (name === 'window' || name === 'document') && !own.has(name) ? name : null;
  });
}

/** Every identifier in a pattern: more than it binds, which is enough here. */
function addNames(pattern: unknown, names: Set<string>): void {
  walk(pattern, (node) => void names.add(identifier(node)));
}

const FORBIDDEN_CALLS = /^(Date\.now|performance\.now|Math\.random|crypto\.(random\w*|getRandomValues))$/;
const FORBIDDEN_NAMES = /^(setTimeout|setInterval|setImmediate|queueMicrotask|performance|crypto)$/;

function unrepeatableIn(source: SourceFile): string[] {
  return usesOf(source, (node) => {
    if (node.type === 'MemberExpression') {
      const dotted = `${identifier(node.object)}.${identifier(node.property)}`;
      return FORBIDDEN_CALLS.test(dotted) ? dotted : null;
    }
    const callee = identifier(node.callee);
    if (node.type === 'NewExpression' && callee === 'Date') {
      return (node.arguments as unknown[]).length === 0 ? 'new Date()' : null;
    }
    return node.type === 'CallExpression' && FORBIDDEN_NAMES.test(callee) ? callee : null;
  });
}

function identifier(node: unknown): string {
  const { type, name } = (node ?? {}) as { type?: string; name?: string };
  return type === 'Identifier' && name !== undefined ? name : '';
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function largeFunctionsIn(source: SourceFile): string[] {
  return usesOf(source, (node) => {
    if (!FUNCTIONS.includes(node.type)) return null;
    const lines = lineOf(source.text, node.end) - lineOf(source.text, node.start) + 1;
    const parameters = (node.params as unknown[]).length;
    return lines > 60 || parameters > 4 ? `${lines} lines, ${parameters} parameters` : null;
  });
}
