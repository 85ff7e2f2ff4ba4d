import { z } from 'zod';
import type { GovernorLimits, LimitName, LimitUnit } from '../model/governor-limits.ts';
import {
  BREACH_ACTIONS,
  LIMIT_NAMES,
  LIMIT_UNITS,
  MOST_ORDERS_PER_MINUTE,
  NO_GOVERNOR_LIMITS,
} from '../model/governor-limits.ts';

const SCHEMA_OF: Readonly<Record<LimitUnit, z.ZodNumber>> = {
  fractionOfPeak: z.number().gt(0).max(1),
  fractionOfStart: z.number().gt(0).max(1),
  fractionOfPrice: z.number().gt(0).max(1),
  /** Leverage makes positions many times as large as the equity. */
  fractionOfEquity: z.number().gt(0).max(1000),
  count: z.number().int().min(1).max(MOST_ORDERS_PER_MINUTE),
};

type LimitSchema = ReturnType<typeof limitSchema>;

function limitSchema(name: LimitName) {
  return z.strictObject({ most: SCHEMA_OF[LIMIT_UNITS[name]], onBreach: z.enum(BREACH_ACTIONS) }).nullable();
}

/** One entry a limit of the governor; a limit that a later version adds is off until a person sets it. */
export const governorLimitsSchema = z.strictObject(
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, limitSchema(name).default(null)])) as Record<
    LimitName,
    z.ZodDefault<LimitSchema>
  >,
);

/** Against what is surely a mistake; how much may be at stake is a person's own decision. */
export const defaultGovernorLimits: GovernorLimits = {
  ...NO_GOVERNOR_LIMITS,
  totalDrawdown: { most: 0.3, onBreach: 'noNewPositions' },
  ordersPerMinute: { most: 300, onBreach: 'noNewPositions' },
  priceCollar: { most: 0.1, onBreach: 'refuse' },
};
