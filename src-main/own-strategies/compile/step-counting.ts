import ts from 'typescript-api';
import { GENERATED_NAMES, RESERVED_PREFIX } from './generated-names.ts';

const { factory } = ts;

const CALLERS_LINE = `${RESERVED_PREFIX}line`;
const ERROR = `${RESERVED_PREFIX}error`;

type FunctionWithBody =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration
  | ts.ArrowFunction;

/**
 * Makes a strategy count what it does and remember where it is: every function entry and every turn of a loop is a step,
 * every statement notes its line. Line numbers are those of the file as written.
 */
export const countSteps: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

  const visit = (node: ts.Node): ts.Node => {
    const line = ts.isStatement(node) || ts.isFunctionLike(node) ? lineOf(node) : 0;
    const visited = ts.visitEachChild(node, visit, context);
    if (isFunctionWithBody(visited)) return countedFunction(visited, line);
    if (ts.isIterationStatement(visited, false)) return countedLoop(visited, line, lineOf(statementOf(node)));
    if (ts.isIfStatement(visited)) return markedBranches(visited, node as ts.IfStatement);
    if (ts.isCatchClause(visited)) return honestCatch(visited);
    return ts.isBlock(visited) || ts.isCaseOrDefaultClause(visited) ? markedList(visited, node) : visited;
  };

  /** Statements of a list with the line of each before it. `original` has them as they were written. */
  const marked = (statements: readonly ts.Statement[], original: readonly ts.Statement[]): ts.Statement[] =>
    statements.flatMap((statement, index) => {
      const written = original[index];
      return written === undefined || !happens(written) ? [statement] : [mark(lineOf(written)), statement];
    });

  const markedList = (list: ts.Block | ts.CaseOrDefaultClause, node: ts.Node): ts.Node => {
    const statements = marked(list.statements, (node as typeof list).statements);
    if (ts.isBlock(list)) return factory.updateBlock(list, statements);
    if (ts.isCaseClause(list)) return factory.updateCaseClause(list, list.expression, statements);
    return factory.updateDefaultClause(list, statements);
  };

  const markedBranches = (visited: ts.IfStatement, { thenStatement, elseStatement }: ts.IfStatement): ts.Statement => {
    const branch = (now: ts.Statement, written: ts.Statement): ts.Statement =>
      ts.isBlock(now) ? now : factory.createBlock([mark(lineOf(written)), now]);
    const otherwise = visited.elseStatement;
    return factory.updateIfStatement(
      visited,
      visited.expression,
      branch(visited.thenStatement, thenStatement),
      otherwise === undefined || elseStatement === undefined ? undefined : branch(otherwise, elseStatement),
    );
  };

  const visited = ts.visitEachChild(file, visit, context);
  return factory.updateSourceFile(visited, marked(visited.statements, file.statements));
};

function statementOf(node: ts.Node): ts.Statement {
  return (node as ts.IterationStatement).statement;
}

/** Declarations without code of their own do nothing where they stand. */
function happens(statement: ts.Statement): boolean {
  return !(
    ts.isFunctionDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isEmptyStatement(statement) ||
    ts.isBlock(statement)
  );
}

function isFunctionWithBody(node: ts.Node): node is FunctionWithBody {
  return ts.isFunctionLike(node) && (node as Partial<FunctionWithBody>).body !== undefined;
}

function call(name: string, ...values: readonly ts.Expression[]): ts.CallExpression {
  return factory.createCallExpression(factory.createIdentifier(name), undefined, values);
}

function note(value: ts.Expression): ts.Statement {
  const cell = factory.createElementAccessExpression(factory.createIdentifier(GENERATED_NAMES.cells), 0);
  return factory.createExpressionStatement(factory.createAssignment(cell, value));
}

function mark(line: number): ts.Statement {
  return note(factory.createNumericLiteral(line));
}

function declare(name: ts.BindingName, value: ts.Expression): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}

function countedFunction(node: FunctionWithBody, line: number): ts.Node {
  const enter = call(GENERATED_NAMES.enter, factory.createNumericLiteral(line));
  const { body } = node;
  if (body === undefined) return node;
  if (!ts.isBlock(body)) {
    const value = call(GENERATED_NAMES.back, enter, body);
    return factory.updateArrowFunction(
      node as ts.ArrowFunction,
      ts.getModifiers(node as ts.ArrowFunction),
      (node as ts.ArrowFunction).typeParameters,
      node.parameters,
      node.type,
      (node as ts.ArrowFunction).equalsGreaterThanToken,
      value,
    );
  }
  const entered = declare(factory.createIdentifier(CALLERS_LINE), enter);
  const left = note(factory.createIdentifier(CALLERS_LINE));
  return withBody(node, factory.updateBlock(body, [entered, ...body.statements.map(returning), left]));
}

/** `return x` goes back to the caller's line. Inner functions have been through here and are left as they are. */
function returning<T extends ts.Node>(node: T): T {
  const visit = (inner: ts.Node): ts.Node => {
    if (ts.isFunctionLike(inner) || ts.isClassLike(inner)) return inner;
    if (!ts.isReturnStatement(inner)) return ts.visitEachChild(inner, visit, undefined);
    const value = inner.expression ?? factory.createVoidZero();
    return factory.updateReturnStatement(
      inner,
      call(GENERATED_NAMES.back, factory.createIdentifier(CALLERS_LINE), value),
    );
  };
  return visit(node) as T;
}

function withBody(node: FunctionWithBody, body: ts.Block): ts.Node {
  const modifiers = ts.canHaveModifiers(node) ? node.modifiers : undefined;
  const { parameters } = node;
  if (ts.isFunctionDeclaration(node)) {
    const { asteriskToken, name, typeParameters, type } = node;
    return factory.updateFunctionDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (ts.isFunctionExpression(node)) {
    const { asteriskToken, name, typeParameters, type } = node;
    const own = ts.getModifiers(node);
    return factory.updateFunctionExpression(node, own, asteriskToken, name, typeParameters, parameters, type, body);
  }
  if (ts.isMethodDeclaration(node)) {
    const { asteriskToken, name, questionToken, typeParameters, type } = node;
    const rest = [name, questionToken, typeParameters, parameters, type, body] as const;
    return factory.updateMethodDeclaration(node, modifiers, asteriskToken, ...rest);
  }
  if (ts.isConstructorDeclaration(node)) return factory.updateConstructorDeclaration(node, modifiers, parameters, body);
  if (ts.isGetAccessorDeclaration(node)) {
    return factory.updateGetAccessorDeclaration(node, modifiers, node.name, parameters, node.type, body);
  }
  if (ts.isSetAccessorDeclaration(node)) {
    return factory.updateSetAccessorDeclaration(node, modifiers, node.name, parameters, body);
  }
  const { typeParameters, type, equalsGreaterThanToken } = node;
  const own = ts.getModifiers(node);
  return factory.updateArrowFunction(node, own, typeParameters, parameters, type, equalsGreaterThanToken, body);
}

function countedLoop(loop: ts.IterationStatement, line: number, bodyLine: number): ts.Node {
  const step = factory.createExpressionStatement(call(GENERATED_NAMES.step, factory.createNumericLiteral(line)));
  const { statement } = loop;
  const own = ts.isBlock(statement) ? statement.statements : [mark(bodyLine), statement];
  const body = factory.createBlock([step, ...own], true);
  if (ts.isForStatement(loop)) {
    return factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body);
  }
  if (ts.isForInStatement(loop)) return factory.updateForInStatement(loop, loop.initializer, loop.expression, body);
  if (ts.isForOfStatement(loop)) {
    return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body);
  }
  if (ts.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body);
  const again = loop as ts.DoStatement;
  return factory.updateDoStatement(again, body, again.expression);
}

/** What stops a strategy cannot be caught by it. */
function honestCatch(clause: ts.CatchClause): ts.CatchClause {
  const error = factory.createIdentifier(ERROR);
  const rethrow = factory.createExpressionStatement(call(GENERATED_NAMES.caught, error));
  const { variableDeclaration } = clause;
  const named = variableDeclaration === undefined ? [] : [declare(variableDeclaration.name, error)];
  // In a block of its own, so that a name declared in the clause may be the error's as well, as written.
  const block = factory.createBlock([rethrow, ...named.map(asLet), clause.block], true);
  return factory.updateCatchClause(clause, factory.createVariableDeclaration(error), block);
}

/** The variable of a catch clause may be assigned to. */
function asLet(statement: ts.Statement): ts.Statement {
  const [declaration] = (statement as ts.VariableStatement).declarationList.declarations;
  const list = declaration === undefined ? [] : [declaration];
  return factory.createVariableStatement(undefined, factory.createVariableDeclarationList(list, ts.NodeFlags.Let));
}
