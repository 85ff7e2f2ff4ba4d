import { z } from 'zod';
import { decimalText, shortText, timeMs } from './views.ts';

/** What is at an exchange and not in the books, or the other way round. */
export const findingView = z.strictObject({
  key: z.string(),
  kind: z.enum(['order', 'balance', 'shortage']),
  instrumentId: z.string().nullable(),
  /** Whose position is not whole; null for everything else. */
  botId: z.string().nullable(),
  /** The asset of a balance; empty for an order. */
  asset: z.string(),
  /** Of orders; null where the exchange's list does not tell. */
  side: z.enum(['buy', 'sell']).nullable(),
  price: decimalText.nullable(),
  quantity: decimalText.nullable(),
  /** An order that has an id as this program makes them. */
  isOurs: z.boolean(),
});
export type FindingView = z.infer<typeof findingView>;

/** How a live account stands with its exchange. Bots of one that waits enter nothing. */
export const reconciliationView = z.strictObject({
  accountId: z.string(),
  state: z.enum(['waiting', 'green']),
  /** What it waits for; empty when it is green. */
  missing: z.string(),
  sinceMs: timeMs,
  findings: z.array(findingView).readonly(),
});
export type ReconciliationView = z.infer<typeof reconciliationView>;

/** Something that a person should see at once. */
export const alarmView = z.strictObject({
  key: z.string(),
  code: z.enum(['unprotected', 'shortage']),
  botId: z.string(),
  message: z.string(),
  sinceMs: timeMs,
});
export type AlarmView = z.infer<typeof alarmView>;

export const transferView = z.strictObject({
  transferId: z.string(),
  accountId: z.string(),
  /** Negative for a withdrawal. */
  amount: decimalText,
  reason: z.string(),
  timeMs,
});
export type TransferView = z.infer<typeof transferView>;

export const findingDecision = z.strictObject({
  accountId: shortText,
  key: shortText,
  choice: z.enum(['adopt', 'close', 'ignore']),
  botId: shortText.exactOptional(),
});
