import type { Schema } from '../sqlite/migrate.ts';
import { trading0010 } from './migrations/0010-trading.ts';
import { account0020 } from './migrations/0020-account.ts';
import { equityAndGuards0030 } from './migrations/0030-equity-and-guards.ts';
import { tagsAndBrackets0040 } from './migrations/0040-tags-and-brackets.ts';
import { instruments0050 } from './migrations/0050-instruments.ts';
import { accounts0060 } from './migrations/0060-accounts.ts';
import { hashChain0070 } from './migrations/0070-hash-chain.ts';
import { orderTerms0080 } from './migrations/0080-order-terms.ts';
import { governors0090 } from './migrations/0090-governors.ts';
import { feesAndCosts0100 } from './migrations/0100-fees-and-costs.ts';
import { sentWithIntent0110 } from './migrations/0110-sent-with-intent.ts';
import { orderStories0120 } from './migrations/0120-order-stories.ts';

/** `application_id` "BWJ1": a file of another kind under this name is noticed. */
export const JOURNAL_SCHEMA: Schema = {
  applicationId: 0x42574a31,
  migrations: [
    trading0010,
    account0020,
    equityAndGuards0030,
    tagsAndBrackets0040,
    instruments0050,
    accounts0060,
    hashChain0070,
    orderTerms0080,
    governors0090,
    feesAndCosts0100,
    sentWithIntent0110,
    orderStories0120,
  ],
};
