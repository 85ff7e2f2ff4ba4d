import ts from 'typescript-api';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { StrategyProblem } from '../strategy-problem.ts';
import { badStrategy } from '../strategy-problem.ts';
import { refusedSyntax } from './refused-syntax.ts';
import { countSteps } from './step-counting.ts';
import type { TypedSource } from './type-program.ts';
import { openSource } from './type-program.ts';

/** A strategy that may be loaded: a function body in which `exports`, `require` and the generated names are known. */
export type CompiledStrategy = { readonly fileName: string; readonly code: string };

/** One file is read by one person: this is a book. */
const LONGEST_SOURCE = 1_000_000;
const MOST_PROBLEMS = 20;
const FILE_NAME = /^[^/\\]+\.(ts|js)$/;

/**
 * Checks a strategy's source for syntax, types and what is not for strategies, and makes a script of it that counts its
 * steps. `fileName` is the bare name with its ending, `.ts` or `.js`. Fails with `badStrategy`, every problem in `details`.
 */
export function compileStrategy(source: string, fileName: string): Outcome<CompiledStrategy> {
  const wrong = notAFile(source, fileName);
  if (wrong !== null) return badStrategy(fileName, [{ line: 0, column: 0, message: wrong }]);
  const typed = openSource(source, fileName);
  const problems = problemsOf(typed);
  return problems.length > 0 ? badStrategy(fileName, problems) : succeed({ fileName, code: emit(typed) });
}

function notAFile(source: string, fileName: string): string | null {
  if (!FILE_NAME.test(fileName) || fileName.endsWith('.d.ts')) {
    return `fileName is "${fileName}", expected a name that ends in .ts or .js`;
  }
  if (source.length <= LONGEST_SOURCE) return null;
  return `the file has ${source.length} characters, expected at most ${LONGEST_SOURCE}`;
}

function problemsOf(typed: TypedSource): readonly StrategyProblem[] {
  const { file, program } = typed;
  const syntactic = program.getSyntacticDiagnostics(file);
  if (syntactic.length > 0) return sorted(syntactic.map((diagnostic) => problemOf(file, diagnostic)));
  const semantic = program.getSemanticDiagnostics(file).map((diagnostic) => problemOf(file, diagnostic));
  const refused = refusedSyntax(typed).map(({ node, message }) => ({ ...placeOf(file, node.getStart(file)), message }));
  // Where both speak, the refusal says more.
  const told = new Set(refused.map(({ line, column }) => `${line}:${column}`));
  return sorted([...refused, ...semantic.filter(({ line, column }) => !told.has(`${line}:${column}`))]);
}

function sorted(problems: readonly StrategyProblem[]): readonly StrategyProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_PROBLEMS);
}

function problemOf(file: ts.SourceFile, { start, messageText }: ts.Diagnostic): StrategyProblem {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  return start === undefined ? { line: 0, column: 0, message } : { ...placeOf(file, start), message };
}

function placeOf(file: ts.SourceFile, position: number): { line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return { line: line + 1, column: character + 1 };
}

function emit({ file, program }: TypedSource): string {
  let code = '';
  const keep: ts.WriteFileCallback = (_name, text) => {
    code = text;
  };
  program.emit(file, keep, undefined, false, { before: [countSteps] });
  return code;
}
