import type { Random } from '../../../src-main/engine/ports/random.ts';
import type { ExecutionStyle } from '../../../src-main/model/execution-style.ts';
import { AT_MARKET } from '../../../src-main/model/execution-style.ts';
import type { GovernorLimits } from '../../../src-main/model/governor-limits.ts';
import type { Mix } from '../faults/mixes.ts';
import { drawFaults, type FaultRates } from '../faults/swarm.ts';
import { drawLimits } from './limits.ts';

/** What is drawn of a bot. */
export type BotPlan = {
  readonly stopLossFraction: number | null;
  readonly takeProfitFraction: number | null;
  readonly execution: ExecutionStyle;
};

/** Everything about a seed that stands before its first event. */
export type Plan = {
  /** At a spot exchange an order locks what it may sell, and nothing is sold short. */
  readonly market: 'margin' | 'spot';
  readonly faults: FaultRates;
  /** How long things go wrong; then all is healed. */
  readonly chaosMs: number;
  /** How long a reply to an order is waited for. */
  readonly orderTimeoutMs: number;
  /** What a lost reply may be answered with. */
  readonly resend: 'never' | 'sameBody';
  readonly streamStyle: 'orderFirst' | 'fillFirst' | 'cumulative';
  readonly feeMode: 'quote' | 'received' | 'third';
  /** Of our machine's clock against the exchange's, parts of 1. */
  readonly drift: number;
  readonly restsCheaper: boolean;
  readonly maxPositionFraction: number | null;
  readonly maxDailyLossFraction: number | null;
  readonly sizeFraction: number;
  readonly bots: readonly BotPlan[];
  /** How often a bot wants something at the close of a bar. */
  readonly eagerness: number;
  /** How far prices go in a step, as a share. */
  readonly volatility: number;
  readonly halts: 'never' | 'once' | 'flatten';
  /** What the governor starts with; a person may set others. */
  readonly governor: GovernorLimits;
  /** Of simulated money: the last two bots of a seed may trade with a second one. */
  readonly accounts: 1 | 2;
  /** How often the person restricts the accounts, lets go, or sets other limits, a look. */
  readonly meddling: number;
};

const STYLES: readonly ExecutionStyle[] = [
  { kind: 'makerFirst', deadlineMs: 25_000, maxSlippageBps: null },
  { kind: 'twap', durationMs: 40_000, slices: 3, maxSlippageBps: null },
  { kind: 'iceberg', shownFraction: 0.4, deadlineMs: 40_000, maxSlippageBps: null },
];

export function drawPlan(random: Random, mix: Mix): Plan {
  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random.next() * choices.length)] as T;
  const faults = drawFaults(random, mix);
  const bot = (): BotPlan => ({
    stopLossFraction: pick(null, 0.01, 0.03),
    takeProfitFraction: pick(null, null, 0.02),
    execution: pick(AT_MARKET, AT_MARKET, AT_MARKET, ...STYLES),
  });
  return {
    faults,
    market: pick('margin', 'margin', 'margin', 'spot'),
    chaosMs: 100_000 + Math.floor(random.next() * 40_000),
    orderTimeoutMs: pick(3_000, 7_000, 15_000),
    resend: pick('never', 'never', 'sameBody'),
    streamStyle: pick('orderFirst', 'fillFirst', 'cumulative'),
    feeMode: pick('quote', 'received', 'third'),
    drift: faults.clockDrift === 0 ? 0 : (random.next() - 0.5) * 400e-6,
    restsCheaper: random.next() < 0.3,
    maxPositionFraction: pick(null, 0.3, 0.6),
    maxDailyLossFraction: pick(null, null, 0.01),
    sizeFraction: pick(0.05, 0.1, 0.2),
    bots: [bot(), bot(), bot(), bot(), bot()],
    eagerness: 0.95 + random.next() * 0.05,
    volatility: 0.0005 + random.next() * 0.004,
    halts: pick('never', 'never', 'never', 'once', 'flatten'),
    governor: drawLimits(random),
    accounts: pick(1, 2),
    meddling: pick(0, 0, 0.1),
  };
}
