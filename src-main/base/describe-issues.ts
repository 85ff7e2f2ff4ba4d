/** What a schema found wrong at one place of a value; `input` is what stands there, where the schema was asked to say. */
export type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly input?: unknown };

/** `place is value: what was expected`, parted by `; `. `whole` is the name of the value itself, if it needs one. */
export function describeIssues(issues: readonly Issue[], whole = ''): string {
  return issues.map((issue) => describeIssue(issue, whole)).join('; ');
}

function describeIssue({ path, message, input }: Issue, whole: string): string {
  const place = path.map(String).join('.') || whole;
  return place === '' ? message : `${place}${valueText(input)}: ${message}`;
}

/** A whole object is not written out: what is wrong with it says more, and it may be of any size. */
function valueText(input: unknown): string {
  if (input === undefined || (typeof input === 'object' && input !== null)) return '';
  return typeof input === 'string' ? ` is "${input}"` : ` is ${String(input)}`;
}
