import { z } from 'zod';
import { describeIssues } from '../../base/describe-issues.ts';
import type { Intent } from '../../engine/strategies/intent.ts';

/** The border between a strategy's words and the engine: exactly the shapes of `engine/strategies/intent.ts`. */

const above0 = z.number().positive();
const tag = z.string().min(1).max(60);
const maxBars = z.int().min(1).max(1_000_000);
const level = z.union([
  z.strictObject({ price: above0 }),
  z.strictObject({ distance: above0 }),
  z.strictObject({ fraction: above0.max(100) }),
]);
const bracket = z.strictObject({
  stopLoss: level.exactOptional(),
  target: level.exactOptional(),
  trailing: z
    .strictObject({
      distance: above0,
      activation: level.exactOptional(),
      follows: z.enum(['closes', 'market']).exactOptional(),
    })
    .exactOptional(),
  maxBars: maxBars.exactOptional(),
});
/** As a strategy writes it, and the engine's own form of it. */
const size = z.union([
  z.strictObject({ share: above0.max(1) }).transform(({ share }) => ({ kind: 'share', share }) as const),
  z.strictObject({ amount: above0 }).transform(({ amount }) => ({ kind: 'amount', amount }) as const),
  z.strictObject({ quantity: above0 }).transform(({ quantity }) => ({ kind: 'quantity', quantity }) as const),
]);
const prices = { tag: tag.exactOptional(), limitPrice: above0.exactOptional(), stopPrice: above0.exactOptional() };

const engineSize = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), share: above0.max(1) }),
  z.strictObject({ kind: z.literal('amount'), amount: above0 }),
  z.strictObject({ kind: z.literal('quantity'), quantity: above0 }),
]);

const intentWith = <Size extends z.ZodType>(entrySize: Size) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('hold') }),
    z.strictObject({
      kind: z.literal('enter'),
      side: z.enum(['long', 'short']),
      ...prices,
      postOnly: z.boolean().exactOptional(),
      size: entrySize.exactOptional(),
      bracket: bracket.exactOptional(),
      maxEntries: z.int().min(1).max(1000).exactOptional(),
    }),
    z.strictObject({ kind: z.literal('exit'), ...prices, share: above0.max(1).exactOptional() }),
    z.strictObject({ kind: z.literal('cancel'), tag: tag.exactOptional() }),
    z.strictObject({ kind: z.literal('protect'), bracket }),
  ]);
const MOST_INTENTS = 100;
const intent = intentWith(size);
const intents = z.array(intent).max(MOST_INTENTS).readonly();
/** The same once they are the engine's: what comes back from a strategy's process is taken on no trust either. */
export const engineIntents: z.ZodType<readonly Intent[]> = z.array(intentWith(engineSize)).max(MOST_INTENTS).readonly();

/** What a strategy answered, as data; throws an Error that names the field, its value and what was expected. */
export function readIntents(json: string): Intent | readonly Intent[] {
  const wanted: unknown = JSON.parse(json);
  const parsed = (Array.isArray(wanted) ? intents : intent).safeParse(wanted, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(issueText).join('; '));
}

type Issue = z.core.$ZodIssue;

function issueText(issue: Issue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [closest = []] = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a));
    return closest.map((inner) => issueText({ ...inner, path: [...issue.path, ...inner.path] })).join('; ');
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const { discriminator, input, path, message } = issue;
    const value = (input as Readonly<Record<string, unknown>> | undefined)?.[discriminator];
    return placedText(path, value, message);
  }
  return placedText(issue.path, issue.input, issue.message);
}

function placedText(path: readonly PropertyKey[], input: unknown, message: string): string {
  return describeIssues([{ path: ['intent', ...path], message, input }]);
}

/** Of the forms a union has, the one that got furthest is the one that was meant. */
function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map(({ path, code }) => path.length * 2 - (code === 'unrecognized_keys' ? 1 : 0)));
}
