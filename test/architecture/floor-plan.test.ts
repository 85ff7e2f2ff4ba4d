import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import type { ExchangeDefinition } from '../../src-main/exchanges/connection/exchange-definition.ts';
import { SOURCES, type SourceFile, type SyntaxNode, walk } from './source-files.ts';

/** Exchanges with an adapter of their own: whoever knows one of them finds his way in all. */
const DIRECT = ['binance', 'coinbase', 'kraken'] as const;
const ALL = [...DIRECT, 'ccxt'] as const;
/** What stands in each: the way in, the two protocols, the two ways out, and what is particular to the exchange. */
const ROOMS = [
  'adapter.ts',
  'feed.ts',
  'venue.ts',
  'rest.ts',
  'stream.ts',
  'sign.ts',
  'parse.ts',
  'limits.ts',
  'errors.ts',
  'README.md',
];

const folderOf = (exchange: string): string => `src-main/exchanges/${exchange}`;
const sourcesOf = (exchange: string): readonly SourceFile[] =>
  SOURCES.filter(({ path }) => path.startsWith(`${folderOf(exchange)}/`));
const sourceAt = (path: string): SourceFile => {
  const source = SOURCES.find((one) => one.path === path);
  if (source === undefined) throw new Error(`${path} is not there`);
  return source;
};
const readmeOf = (exchange: string): string =>
  readFileSync(join(projectRoot, folderOf(exchange), 'README.md'), 'utf8').trimEnd();

type Declarator = { id: { name: string; typeAnnotation?: { typeAnnotation: { typeName?: { name: string } } } } };

/** What a file exports, as `const name: Type` where it is a constant with a type. */
function exportsOf({ body }: SyntaxNode): string[] {
  return (body as SyntaxNode[]).flatMap((node) => {
    if (node.type === 'ExportAllDeclaration' || node.type === 'ExportDefaultDeclaration') return [node.type];
    if (node.type !== 'ExportNamedDeclaration') return [];
    const declaration = node.declaration as (SyntaxNode & { kind?: string; declarations?: Declarator[] }) | null;
    if (declaration === null) return ['a list'];
    return (declaration.declarations ?? []).length === 0
      ? [declaration.type]
      : (declaration.declarations ?? []).map(
          ({ id }) => `${declaration.kind} ${id.name}: ${id.typeAnnotation?.typeAnnotation.typeName?.name}`,
        );
  });
}

/** Imports from the folder of another exchange. */
function foreignImports(exchange: string, sources: readonly Pick<SourceFile, 'path' | 'imports'>[]): string[] {
  const others = ALL.filter((other) => other !== exchange).map((other) => `${folderOf(other)}/`);
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter((target) => others.some((other) => target.startsWith(other)))
      .map((target) => `${path} imports ${target}`),
  );
}

const BYPASS = /^(fetch|setTimeout|setInterval|Date\.now|performance\.now|Math\.random)$/;

/** Ways to the network, to time and to chance that do not lead through what a protocol is given. */
function bypasses(program: SyntaxNode): string[] {
  const found: string[] = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
    const name = calleeOf(node.callee as SyntaxNode);
    const isClock = node.type === 'NewExpression' && name === 'Date' && (node.arguments as unknown[]).length === 0;
    const isSocket = node.type === 'NewExpression' && name === 'WebSocket';
    if (isClock || isSocket || BYPASS.test(name)) found.push(name);
  });
  return found;
}

function calleeOf({ type, name, object, property }: SyntaxNode): string {
  if (type === 'Identifier') return String(name);
  if (type !== 'MemberExpression') return '';
  return `${(object as SyntaxNode).name ?? ''}.${(property as SyntaxNode).name ?? ''}`;
}

describe('the floor plan of an exchange', () => {
  it.each(DIRECT)('%s has every room', (exchange) => {
    expect(ROOMS.filter((room) => !existsSync(join(projectRoot, folderOf(exchange), room)))).toEqual([]);
  });

  it.each(DIRECT)('adapter.ts of %s exports its definition and nothing else', async (exchange) => {
    const path = `${folderOf(exchange)}/adapter.ts`;
    expect(exportsOf(sourceAt(path).program)).toEqual([`const ${exchange}: ExchangeDefinition`]);
    const loaded = (await import(pathToFileURL(join(projectRoot, path)).href)) as Record<string, ExchangeDefinition>;
    expect(Object.keys(loaded)).toEqual([exchange]);
    expect(loaded[exchange]?.venue).toBe(exchange);
    expect(loaded[exchange]?.budgets.length).toBeGreaterThan(0);
    expect(Object.values(loaded[exchange]?.urls ?? {}).filter((url) => url.endsWith('/'))).toEqual([]);
  });

  it.each(DIRECT)('the market of %s is its feed.ts, its orders are its venue.ts', (exchange) => {
    const { imports } = sourceAt(`${folderOf(exchange)}/adapter.ts`);
    for (const room of ['feed.ts', 'venue.ts']) expect(imports).toContain(`${folderOf(exchange)}/${room}`);
    const protocolOf = (room: string): readonly string[] => sourceAt(`${folderOf(exchange)}/${room}`).imports;
    expect(protocolOf('feed.ts')).toContain(`${folderOf('connection')}/market-protocol.ts`);
    expect(protocolOf('venue.ts')).toContain(`${folderOf('connection')}/order-protocol.ts`);
  });

  it.each(DIRECT)('%s knows neither the network nor a clock of its own', (exchange) => {
    const found = sourcesOf(exchange).flatMap(({ path, program }) =>
      bypasses(program).map((name) => `${path} ${name}`),
    );
    expect(found).toEqual([]);
  });

  it.each(ALL)('%s says in at most 15 lines what it owns, takes, gives and never does', (exchange) => {
    expect(existsSync(join(projectRoot, folderOf(exchange), 'adapter.ts'))).toBe(true);
    const text = readmeOf(exchange);
    expect(text.split('\n').length).toBeLessThanOrEqual(15);
    expect(['Owns:', 'In:', 'Out:', 'Never:'].filter((word) => !text.includes(word))).toEqual([]);
  });

  it.each(ALL)('%s imports no other exchange, and what all share imports none', (exchange) => {
    expect(foreignImports(exchange, sourcesOf(exchange))).toEqual([]);
    expect(foreignImports('connection', sourcesOf('connection'))).toEqual([]);
  });

  it('notices what it forbids', () => {
    const program = (text: string): SyntaxNode => parseSync('a.ts', text).program as unknown as SyntaxNode;
    expect(
      exportsOf(program('export const a: B = 1; export function c() {} export * from "d"; export default 1;')),
    ).toEqual(['const a: B', 'FunctionDeclaration', 'ExportAllDeclaration', 'ExportDefaultDeclaration']);
    const path = `${folderOf('kraken')}/a.ts`;
    expect(foreignImports('kraken', [{ path, imports: [`${folderOf('binance')}/b.ts`] }])).toHaveLength(1);
    expect(bypasses(program('fetch(a); new WebSocket(b); Date.now(); new Date(); new Date(1); x.fetch()'))).toEqual([
      'fetch',
      'WebSocket',
      'Date.now',
      'Date',
    ]);
  });
});

describe('the floor plan of commands', () => {
  const contributions = SOURCES.filter(({ path }) => /^src-renderer\/features\/[^/]+\/commands\.ts$/.test(path));

  it('what a feature can do stands in its commands.ts, one list, and all-commands.ts has every one', () => {
    expect(contributions.length).toBeGreaterThan(5);
    for (const { program, path } of contributions)
      expect([path, exportsOf(program)]).toEqual([
        path,
        [expect.stringMatching(/^const \w+Commands: FeatureCommands$/)],
      ]);
    const known = sourceAt('src-renderer/all-commands.ts').imports.filter((path) => path.endsWith('/commands.ts'));
    expect(known.sort()).toEqual(contributions.map(({ path }) => path));
  });

  it('commands load nothing that draws: pages are fetched when they are opened', () => {
    const reached = new Set<string>();
    const reach = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      SOURCES.find((source) => source.path === path)?.imports.forEach(reach);
    };
    for (const { path } of contributions) reach(path);
    expect([...reached].filter((path) => path.startsWith('src-renderer/features/') && path.endsWith('.tsx'))).toEqual(
      [],
    );
  });
});
