import { z } from 'zod';
import type { Outcome } from '../../base/outcome.ts';
import { fail } from '../../base/outcome.ts';
import { engineIntents } from '../sandbox/own-intent.ts';
import type { LiveAnswer, RequestName } from './messages.ts';

const liveAnswer: z.ZodType<LiveAnswer> = z.strictObject({ barOpenMs: z.number(), intents: engineIntents });

/**
 * What a process answered. Whatever becomes an order is read field by field here as well: the process is the one place
 * where a person's code runs, so its word alone is not enough.
 */
export function readAnswer(name: RequestName, outcome: Outcome<unknown>): Outcome<unknown> {
  if (name !== 'bar' || !outcome.ok) return outcome;
  const parsed = liveAnswer.safeParse(outcome.value);
  if (parsed.success) return outcome;
  return fail('strategyFailed', `its process answered what is no intent: ${z.prettifyError(parsed.error)}`);
}
