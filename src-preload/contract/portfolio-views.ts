import { z } from 'zod';
import { decimalText, float64Column, shortText, timeMs } from './views.ts';

/** What an account earned and why; definitions: docs/metrics.md. Money is of the account's quote asset. */
export const grouping = z.enum(['bot', 'strategy', 'entryTag', 'exitTag', 'symbol']);
export type GroupingView = z.infer<typeof grouping>;

const attributionSums = z.strictObject({
  realised: decimalText,
  unrealised: decimalText,
  fees: decimalText,
  funding: decimalText,
  /** realised + unrealised − fees − funding. */
  total: decimalText,
  trades: z.number().int(),
  wins: z.number().int(),
});
export type AttributionSumsView = z.infer<typeof attributionSums>;

export const attributionView = z.strictObject({
  /** The most earned first. `key` is empty for what has none. */
  rows: z.array(attributionSums.extend({ key: z.string() })).readonly(),
  whole: attributionSums,
});
export type AttributionView = z.infer<typeof attributionView>;

export const correlationView = z.strictObject({
  names: z.array(z.string()).readonly(),
  /** −1 to 1; null where too little is known. */
  values: z.array(z.array(z.number().nullable()).readonly()).readonly(),
  days: z.array(z.array(z.number().int()).readonly()).readonly(),
});
export type CorrelationView = z.infer<typeof correlationView>;

export const performanceView = z.strictObject({
  timeMs: float64Column,
  equity: float64Column,
  /** Growth of 1 that stayed in. */
  index: float64Column,
  flows: z.array(z.strictObject({ timeMs, amount: decimalText })).readonly(),
  /** Null without samples. */
  timeWeightedReturn: z.number().nullable(),
  profit: z.number(),
  paidIn: z.number(),
  paidOut: z.number(),
});
export type PerformanceView = z.infer<typeof performanceView>;

export const lotMethod = z.enum(['fifo', 'lifo', 'average']);
export type LotMethodView = z.infer<typeof lotMethod>;

export const accountFileKind = z.enum(['fills', 'roundTrips', 'postings', 'taxLots', 'attribution']);
export type AccountFileKindView = z.infer<typeof accountFileKind>;

export const accountFileRequest = z.strictObject({
  accountId: shortText,
  kind: accountFileKind,
  /** UTC; null for all. The attribution is always of all time. */
  year: z.number().int().min(1970).max(9999).nullable(),
  /** Of tax lots. */
  method: lotMethod,
  /** Of the attribution. */
  grouping,
});
export type AccountFileRequest = z.infer<typeof accountFileRequest>;
