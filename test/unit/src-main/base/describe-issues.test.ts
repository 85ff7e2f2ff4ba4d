import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssues } from '../../../../src-main/base/describe-issues.ts';

const schema = z.strictObject({ period: z.number().min(1), levels: z.array(z.number()).default([]) });
const issuesOf = (value: unknown, reportInput = true) => schema.safeParse(value, { reportInput }).error?.issues ?? [];

it('names the place, the value and what was expected', () => {
  const text = describeIssues(issuesOf({ period: 0, levels: [1, 'two'] }));
  expect(text).toMatch(/^period is 0: .*>=1; levels\.1 is "two": .*expected number/);
});

it('leaves the value out where the schema was not asked to report it, or where it is missing', () => {
  expect(describeIssues(issuesOf({ period: 0 }, false))).toMatch(/^period: /);
  expect(describeIssues(issuesOf({}))).toMatch(/^period: /);
});

it('writes no object out, whatever is in it', () => {
  expect(describeIssues([{ path: ['size'], message: 'expected a number', input: { of: 3n } }])).toBe(
    'size: expected a number',
  );
  expect(describeIssues([{ path: ['size'], message: 'expected a number', input: null }])).toBe(
    'size is null: expected a number',
  );
});

it('names the value itself only if it is given a name', () => {
  expect(describeIssues(issuesOf(3, false))).toMatch(/^Invalid input/);
  expect(describeIssues(issuesOf(3), 'parameters')).toMatch(/^parameters is 3: /);
});
