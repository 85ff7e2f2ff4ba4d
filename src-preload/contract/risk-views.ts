import { z } from 'zod';

/** Limits over all bots and accounts of a group, and what its governor still allows. Fractions are of 1. */
const timeMs = z.number().int();

export const accountGroup = z.enum(['paper', 'live']);
export const restrictedMode = z.enum(['noNewPositions', 'reduceOnly', 'flatten']);
export const breachAction = z.enum(['refuse', 'noNewPositions', 'reduceOnly', 'flatten', 'halt', 'haltAndFlatten']);
export type BreachActionView = z.infer<typeof breachAction>;

/** What holds a group back: a rule by its name, or `person`. */
export const modeHoldView = z.strictObject({
  kind: restrictedMode,
  source: z.string(),
  reason: z.string(),
  until: z.enum(['released', 'day', 'week']),
  sinceMs: timeMs,
});

/** The strictest hold first; none when the mode is normal. */
export const riskModeView = z.strictObject({
  group: accountGroup,
  kind: z.enum(['normal', ...restrictedMode.options]),
  holds: z.array(modeHoldView).readonly(),
});
export type RiskModeView = z.infer<typeof riskModeView>;

const limitOf = (most: z.ZodNumber) => z.strictObject({ most, onBreach: breachAction }).nullable();
const fraction = (most: number) => limitOf(z.number().gt(0).max(most));
const count = limitOf(z.number().int().min(1).max(1000));

/** Null switches a limit off. Units: drawdowns of the peak, `dayLoss` of the day's start, exposures and orders of equity. */
export const governorLimitsView = z.strictObject({
  totalDrawdown: fraction(1),
  dayDrawdown: fraction(1),
  weekDrawdown: fraction(1),
  dayLoss: fraction(1),
  grossExposure: fraction(1000),
  netExposure: fraction(1000),
  assetExposure: fraction(1000),
  quoteExposure: fraction(1000),
  clusterExposure: fraction(1000),
  positions: count,
  ordersPerMinute: count,
  orderValue: fraction(1000),
  priceCollar: fraction(1),
});
export type GovernorLimitsView = z.infer<typeof governorLimitsView>;
export type LimitName = keyof GovernorLimitsView;

const limitName = z.enum(Object.keys(governorLimitsView.shape) as [LimitName, ...LimitName[]]);
const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** How much of a limit is used now: amounts in the group's asset, or counts. Limits on single orders are left out. */
export const limitUseView = z.strictObject({
  name: limitName,
  unit: z.enum(['money', 'count']),
  used: decimalText,
  /** Null for one that is off. */
  allowed: decimalText.nullable(),
});
export type LimitUseView = z.infer<typeof limitUseView>;

export const riskStandingView = z.strictObject({
  group: accountGroup,
  asset: z.string(),
  equity: decimalText,
  mode: riskModeView,
  uses: z.array(limitUseView).readonly(),
  /** By base asset, largest first. `cluster`: of all that moves with it, itself included. */
  assets: z
    .array(
      z.strictObject({
        asset: z.string(),
        exposure: decimalText,
        cluster: decimalText,
        movesWith: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});
export type RiskStandingView = z.infer<typeof riskStandingView>;

/** Of the markets that bots trade, row by row; null where too little is known. `clusters`: index of each one's first. */
export const correlationView = z.strictObject({
  instrumentIds: z.array(z.string()).readonly(),
  coefficients: z.array(z.number().min(-1).max(1).nullable()).readonly(),
  clusters: z.array(z.number().int()).readonly(),
});
export type CorrelationView = z.infer<typeof correlationView>;

export const riskOverviewView = z.strictObject({
  groups: z.array(riskStandingView).readonly(),
  correlation: correlationView,
});
export type RiskOverviewView = z.infer<typeof riskOverviewView>;

/** What limits would have refused of past round trips. `profit`: what a rule's trades came to. */
export const limitsReplayView = z.strictObject({
  trades: z.number().int(),
  blocked: z.number().int(),
  profitWithout: decimalText,
  profitWith: decimalText,
  rules: z
    .array(z.strictObject({ rule: z.string(), count: z.number().int(), won: z.number().int(), profit: decimalText }))
    .readonly(),
  /** The latest, newest last. */
  entries: z
    .array(
      z.strictObject({
        timeMs,
        botId: z.string(),
        instrumentId: z.string(),
        side: z.enum(['long', 'short']),
        rule: z.string(),
        limit: z.string(),
        actual: z.string(),
        profit: decimalText,
      }),
    )
    .readonly(),
  /** Realised equity at each exit. */
  curve: z.array(z.strictObject({ timeMs, with: decimalText, without: decimalText })).readonly(),
});
export type LimitsReplayView = z.infer<typeof limitsReplayView>;
