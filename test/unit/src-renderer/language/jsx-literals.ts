import { parseSync } from 'oxc-parser';

export type Literal = { readonly line: number; readonly text: string };

/** Attributes a person reads or hears; all others are for the machine. */
const SPOKEN_ATTRIBUTES = new Set([
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'description',
  'emptyHint',
  'emptyTitle',
  'error',
  'hint',
  'label',
  'message',
  'note',
  'nothingFoundMessage',
  'placeholder',
  'text',
  'title',
  'tooltip',
]);

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

/** Words written straight into JSX: as text, as a string in braces, or in an attribute that is read out. */
export function literalsInJsx(fileName: string, source: string): readonly Literal[] {
  const { program, errors } = parseSync(fileName, source);
  if (errors.length > 0) throw new Error(`${fileName} does not parse: ${errors[0]?.message}`);
  const found: Literal[] = [];
  const report = (node: Node, text: unknown): void => {
    if (typeof text === 'string' && /\p{L}/u.test(text)) {
      found.push({ line: source.slice(0, node.start).split('\n').length, text: text.trim() });
    }
  };
  visit(program as unknown as Node, (node, parent) => {
    if (node.type === 'JSXText') report(node, node.value);
    if (node.type === 'JSXAttribute' && isSpoken(node)) reportStrings(node.value, report);
    const isChild = parent?.type === 'JSXElement' || parent?.type === 'JSXFragment';
    if (node.type === 'JSXExpressionContainer' && isChild) reportStrings(node.expression, report);
  });
  return found;
}

function isSpoken(attribute: Node): boolean {
  const name = attribute.name as { readonly name?: unknown };
  return typeof name.name === 'string' && SPOKEN_ATTRIBUTES.has(name.name);
}

/** Strings that become text themselves; not those that are arguments, keys, comparisons or other elements' attributes. */
function reportStrings(value: unknown, report: (node: Node, text: unknown) => void): void {
  if (!isNode(value)) return;
  if (value.type === 'Literal') report(value, value.value);
  if (value.type === 'TemplateLiteral') {
    for (const part of value.quasis as Node[]) report(part, (part.value as { cooked?: unknown }).cooked);
  }
  for (const part of textualParts(value)) reportStrings(part, report);
}

/** The parts of an expression whose value becomes the expression's own. */
function textualParts(value: Node): readonly unknown[] {
  switch (value.type) {
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return [value.expression];
    case 'ConditionalExpression':
      return [value.consequent, value.alternate];
    case 'LogicalExpression':
      return [value.left, value.right];
    case 'BinaryExpression':
      return value.operator === '+' ? [value.left, value.right] : [];
    default:
      return [];
  }
}

function visit(node: Node, enter: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  enter(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, enter, node);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
