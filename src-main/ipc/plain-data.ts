/**
 * What a message from the window may be made of: null, booleans, finite numbers, strings, lists and plain objects.
 * Structured clone also carries Maps, Dates, typed arrays, cycles and a key `__proto__`; none of these has a place in a
 * request, and looking here once keeps every schema and handler from having to think of them.
 */
export type PlainDataLimits = {
  /** Sum of all strings and keys (2 bytes a character) and 8 bytes a value. */
  readonly maxBytes: number;
  readonly maxDepth: number;
};

export type PlainDataProblem = 'tooLarge' | 'notPlain';

type Walk = { bytesLeft: number; problem: PlainDataProblem | undefined };

const VALUE_BYTES = 8;
const CHARACTER_BYTES = 2;

/** Undefined when `value` is plain data within the limits; a missing argument (undefined) is not. */
export function plainDataProblem(value: unknown, limits: PlainDataLimits): PlainDataProblem | undefined {
  const walk: Walk = { bytesLeft: limits.maxBytes, problem: undefined };
  visit(value, limits.maxDepth, walk);
  return walk.problem;
}

function visit(value: unknown, depthLeft: number, walk: Walk): void {
  if (walk.problem !== undefined) return;
  spend(VALUE_BYTES, walk);
  if (typeof value === 'string') spend(value.length * CHARACTER_BYTES, walk);
  else if (typeof value === 'number') refuseUnless(Number.isFinite(value), walk);
  else if (typeof value === 'boolean' || value === null) return;
  else if (typeof value !== 'object') walk.problem = 'notPlain';
  else if (depthLeft === 0) walk.problem ??= 'tooLarge';
  else if (Array.isArray(value)) visitList(value, depthLeft, walk);
  else visitObject(value, depthLeft, walk);
}

function visitList(list: readonly unknown[], depthLeft: number, walk: Walk): void {
  // A sparse list of a billion holes costs its sender nothing, so its length is paid for before it is walked.
  spend(list.length * VALUE_BYTES, walk);
  for (const item of list) {
    if (walk.problem !== undefined) return;
    visit(item, depthLeft - 1, walk);
  }
}

function visitObject(value: object, depthLeft: number, walk: Walk): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  refuseUnless(prototype === Object.prototype || prototype === null, walk);
  for (const key of Object.keys(value)) {
    if (walk.problem !== undefined) return;
    refuseUnless(key !== '__proto__', walk);
    spend(key.length * CHARACTER_BYTES, walk);
    visit((value as Readonly<Record<string, unknown>>)[key], depthLeft - 1, walk);
  }
}

function spend(bytes: number, walk: Walk): void {
  walk.bytesLeft -= bytes;
  if (walk.bytesLeft < 0) walk.problem ??= 'tooLarge';
}

function refuseUnless(condition: boolean, walk: Walk): void {
  if (!condition) walk.problem ??= 'notPlain';
}
