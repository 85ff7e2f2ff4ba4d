import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

/**
 * What a small file of the data folder holds; undefined when there is none. One that cannot be used is moved aside, never
 * overwritten, and the failure names where it lies now.
 */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): Outcome<T | undefined> {
  if (!existsSync(path)) return succeed(undefined);
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? succeed(parsed.data) : moveAside(path, describeIssues(parsed.error.issues.slice(0, 3)));
  } catch (error) {
    return moveAside(path, error instanceof Error ? error.message : String(error));
  }
}

/** Whole or not at all: a crash while it is written leaves what was there before. */
export function writeJsonFile(path: string, value: unknown): Outcome<void> {
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
    return succeed(undefined);
  } catch (error) {
    return fail('fileUnwritable', `${path} was not written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function moveAside(path: string, problem: string): Outcome<never> {
  const aside = `${path}.damaged`;
  try {
    renameSync(path, aside);
    return fail('fileUnreadable', `${path} could not be used (${problem}); it was moved to ${aside}`);
  } catch (error) {
    return fail('fileUnreadable', `${path} could not be used (${problem}) nor moved aside (${String(error)})`);
  }
}
