import ts from 'typescript-api';
import { RESERVED_PREFIX } from './generated-names.ts';
import type { TypedSource } from './type-program.ts';

const REPEATABLE = 'a run must repeat to the bit';
const UNUSED = 'a strategy decides at once, from the bars it is given';

/** What the language has and a strategy does not, by its global name, and why. */
const REFUSED_GLOBALS: Readonly<Record<string, string>> = {
  Date: REPEATABLE,
  Intl: REPEATABLE,
  WeakRef: REPEATABLE,
  FinalizationRegistry: REPEATABLE,
  Promise: UNUSED,
  Atomics: UNUSED,
  SharedArrayBuffer: UNUSED,
  Proxy: UNUSED,
  Function: 'code is not made from text',
  eval: 'code is not made from text',
  globalThis: 'a strategy has only what it imports and declares',
  ...Object.fromEntries(
    ['ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array']
      .concat(['Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'])
      .map((name) => [name, 'an array of numbers does the same']),
  ),
};

const REFUSED_MEMBERS: Readonly<Record<string, string>> = {
  random: REPEATABLE,
  localeCompare: `${REPEATABLE} on every machine; compare with < and >`,
  toLocaleString: `${REPEATABLE} on every machine`,
  toLocaleUpperCase: `${REPEATABLE} on every machine`,
  toLocaleLowerCase: `${REPEATABLE} on every machine`,
};

export type Refusal = { readonly node: ts.Node; readonly message: string };

/** What is well-formed and well-typed, and still not for a strategy. The sandbox refuses the same; this says it early. */
export function refusedSyntax({ file, program }: TypedSource): readonly Refusal[] {
  const checker = program.getTypeChecker();
  const refusals: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    const message = reasonAgainst(node, checker, file);
    if (message !== null) refusals.push({ node, message });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return refusals;
}

function reasonAgainst(node: ts.Node, checker: ts.TypeChecker, file: ts.SourceFile): string | null {
  if (ts.isIdentifier(node)) return againstName(node, checker, file);
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return againstModule(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return againstModule(node.expression);
  if (node.kind === ts.SyntaxKind.ImportKeyword && !ts.isImportDeclaration(node.parent)) {
    return `import(): only \`import … from 'bellwether'\` at the top is understood`;
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'import.meta is not there';
  if (isAsync(node)) return `async is not there: ${UNUSED}`;
  if (ts.isTryStatement(node) && node.finallyBlock !== undefined) {
    return 'finally is not there: what has to stop a strategy must not be held up';
  }
  return ts.isWithStatement(node) ? 'with is not there' : null;
}

function againstModule(specifier: ts.Expression | undefined): string | null {
  if (specifier === undefined) return null;
  if (ts.isStringLiteral(specifier) && specifier.text === 'bellwether') return null;
  return `import of ${specifier.getText()}, expected 'bellwether': a strategy is one file without others`;
}

function isAsync(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

function againstName(node: ts.Identifier, checker: ts.TypeChecker, file: ts.SourceFile): string | null {
  const { text } = node;
  if (text.startsWith(RESERVED_PREFIX)) return `names that begin with ${RESERVED_PREFIX} are the app's own`;
  const reason = Object.hasOwn(REFUSED_GLOBALS, text) ? REFUSED_GLOBALS[text] : undefined;
  const memberReason = Object.hasOwn(REFUSED_MEMBERS, text) ? REFUSED_MEMBERS[text] : undefined;
  if (reason === undefined && memberReason === undefined) return null;
  if (ts.isPartOfTypeNode(node) || declaredIn(file, checker.getSymbolAtLocation(node))) return null;
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  if (isMember) return memberReason === undefined ? null : `${text} is not there: ${memberReason}`;
  const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
  return reason === undefined || isName ? null : `${text} is not there: ${reason}`;
}

function declaredIn(file: ts.SourceFile, symbol: ts.Symbol | undefined): boolean {
  return symbol?.declarations?.some((declaration) => declaration.getSourceFile() === file) ?? false;
}
