import { z } from 'zod';
import { riskCheckView } from './story-views.ts';
import { decimalText, shortText } from './views.ts';

/** An order by hand. Prices and amounts in the quote asset, exact. */
const above0 = decimalText.refine((text) => Number(text) > 0, { message: 'expected a number above 0' });
const share = z.number().gt(0).max(100);

export const manualType = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('market') }),
  z.strictObject({ kind: z.literal('limit'), price: above0 }),
  z.strictObject({ kind: z.literal('postOnly'), price: above0 }),
  z.strictObject({ kind: z.literal('stop'), trigger: above0 }),
  z.strictObject({ kind: z.literal('stopLimit'), trigger: above0, price: above0 }),
]);

export const manualSize = z.discriminatedUnion('kind', [
  /** Base asset. */
  z.strictObject({ kind: z.literal('quantity'), quantity: above0 }),
  /** With the fee in it. */
  z.strictObject({ kind: z.literal('amount'), amount: above0 }),
  /** Of the account's equity, with the fee in it: 0.1 is a tenth. */
  z.strictObject({ kind: z.literal('equity'), share }),
  /** Of the equity, lost if the stop loss is hit at its price. */
  z.strictObject({ kind: z.literal('risk'), share }),
  /** Of what is held by hand. */
  z.strictObject({ kind: z.literal('position'), share: z.number().gt(0).max(1) }),
]);

export const manualOrder = z.strictObject({
  accountId: shortText,
  instrumentId: shortText,
  side: z.enum(['buy', 'sell']),
  type: manualType,
  size: manualSize,
  stopLoss: above0.nullable(),
  target: above0.nullable(),
});
export type ManualOrderView = z.infer<typeof manualOrder>;
export type ManualSizeView = z.infer<typeof manualSize>;
export type ManualTypeView = z.infer<typeof manualType>;

const heldBy = z.enum(['venue', 'engine']).nullable();

/** What it would come to now; `problem` where there is no such order, in words. */
export const ticketPreview = z.union([
  z.strictObject({ problem: z.string() }),
  z.strictObject({
    reduces: z.boolean(),
    quantity: decimalText,
    price: decimalText,
    worth: decimalText,
    takes: z.boolean(),
    /** Null where nobody knows what it costs there. */
    fee: z.strictObject({ bps: z.number(), amount: decimalText }).nullable(),
    slippageBps: z.number().nullable(),
    /** Signed. */
    positionAfter: decimalText,
    equity: decimalText,
    exposureBefore: decimalText,
    exposureAfter: decimalText,
    lossAtStop: decimalText.nullable(),
    heldBy: z.strictObject({ stopLoss: heldBy, target: heldBy }),
    checks: z.array(riskCheckView).readonly(),
  }),
]);
export type TicketPreviewView = z.infer<typeof ticketPreview>;
export type TicketFigures = Exclude<TicketPreviewView, { problem: string }>;
