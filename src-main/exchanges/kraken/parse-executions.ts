import { z } from 'zod';
import { amountText, decimalText, priceText, readExactJson, textField, timestamp } from './parse.ts';
import { type AnswerFrame, readAnswer } from './parse-stream.ts';

/** One event of an order. All but the first name little more than what changed. */
const executionRow = z.object({
  order_id: z.string(),
  exec_type: z.string(),
  order_status: z.string().optional(),
  cl_ord_id: z.string().nullish(),
  symbol: z.string().optional(),
  reason: z.string().nullish(),
  exec_id: z.string().optional(),
  last_qty: amountText.optional(),
  last_price: priceText.optional(),
  cum_qty: amountText.optional(),
  cum_cost: amountText.optional(),
  liquidity_ind: z.string().optional(),
  fees: z.array(z.object({ asset: z.string(), qty: decimalText })).optional(),
  timestamp: timestamp.optional(),
});
export type ExecutionRow = z.infer<typeof executionRow>;

const executions = z.object({
  channel: z.literal('executions'),
  type: z.enum(['snapshot', 'update']),
  data: z.array(executionRow),
  sequence: z.coerce.number().optional(),
});

export type UserFrame =
  | {
      readonly kind: 'executions';
      readonly isSnapshot: boolean;
      readonly rows: readonly ExecutionRow[];
      /** Grows by one a message; undefined where Kraken leaves it out. */
      readonly sequence: number | undefined;
    }
  | { readonly kind: 'signOfLife' }
  | AnswerFrame
  /** `isExecution`: something happened to an order, and we cannot tell what. */
  | { readonly kind: 'unreadable'; readonly isExecution: boolean };

const EXECUTIONS = /"channel"\s*:\s*"executions"/;

/** Never throws. Money is exact: it is read as the text that was sent. */
export function readUserFrame(text: string): UserFrame {
  const json = readExactJson(text);
  if (EXECUTIONS.test(text)) {
    const read = executions.safeParse(json).data;
    if (read !== undefined) {
      return { kind: 'executions', isSnapshot: read.type === 'snapshot', rows: read.data, sequence: read.sequence };
    }
  }
  const channel = textField(json, 'channel');
  if (channel === 'executions') return { kind: 'unreadable', isExecution: true };
  if (channel !== undefined) return { kind: 'signOfLife' };
  const answer = readAnswer(json);
  return answer.kind === 'unreadable' ? { kind: 'unreadable', isExecution: false } : answer;
}
