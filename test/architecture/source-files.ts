import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { parseSync } from 'oxc-parser';
import { projectRoot } from '../../scripts/runtime/project.mjs';
import { COMPUTED_IMPORT } from './import-rules.ts';

/** A node of the syntax tree; the parser's own types are far wider than what these tests look at. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
};

export type SourceFile = {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
  /** What it imports or re-exports: a path from the root, or a package. */
  readonly imports: readonly string[];
  /** Those of them that are there when the program runs: types alone are gone by then. */
  readonly valueImports: readonly string[];
  readonly hasDefaultExport: boolean;
};

function readSource(path: string): SourceFile {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    from: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest == null ? [] : [{ from: moduleRequest.value, isType }],
    ),
  );
  const loaded = module.dynamicImports.map(({ moduleRequest }) => ({
    from: dynamicRequest(text.slice(moduleRequest.start, moduleRequest.end)),
    isType: false,
  }));
  const requests = [...imported, ...exported, ...loaded].map(({ from, isType }) => ({
    from: from.startsWith('.') ? normalize(join(dirname(path), from)) : from,
    isType,
  }));
  return {
    path,
    text,
    program: program as unknown as SyntaxNode,
    imports: requests.map(({ from }) => from),
    valueImports: requests.filter(({ isType }) => !isType).map(({ from }) => from),
    hasDefaultExport: module.staticExports.some(({ entries }) =>
      entries.some(({ exportName }) => exportName.kind === 'Default'),
    ),
  };
}

/** What stands between quotes; an address that is computed has one name for all. */
const dynamicRequest = (argument: string): string =>
  /^(['"]).*\1$/.test(argument) ? argument.slice(1, -1) : COMPUTED_IMPORT;

export const SOURCES: readonly SourceFile[] = globSync('src-*/**/*.{ts,tsx}', { cwd: projectRoot })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map(readSource);

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Visits every node below and including `node`, parents first. */
export function walk(node: unknown, visit: (node: SyntaxNode, parent: SyntaxNode | null) => void): void {
  step(node, null, visit);
}

function step(
  value: unknown,
  parent: SyntaxNode | null,
  visit: (node: SyntaxNode, parent: SyntaxNode | null) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) step(item, parent, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as SyntaxNode;
  if (typeof node.type !== 'string') return;
  visit(node, parent);
  for (const child of Object.values(node)) if (typeof child === 'object') step(child, node, visit);
}
