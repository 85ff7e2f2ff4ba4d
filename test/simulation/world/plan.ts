import type { Random } from '../../../src-main/engine/ports/random.ts';
import { drawFaults, type FaultRates } from '../faults/swarm.ts';

/** Everything about a seed that stands before its first event. */
export type Plan = {
  readonly faults: FaultRates;
  /** How long things go wrong; then all is healed. */
  readonly chaosMs: number;
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
  readonly bots: readonly { readonly stopLossFraction: number | null; readonly takeProfitFraction: number | null }[];
  /** How often a bot wants something at the close of a bar. */
  readonly eagerness: number;
  /** How far prices go in a step, as a share. */
  readonly volatility: number;
  readonly halts: 'never' | 'once' | 'flatten';
};

const MINUTE_MS = 60_000;

export function drawPlan(random: Random): Plan {
  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random.next() * choices.length)] as T;
  const faults = drawFaults(random);
  const bot = (): Plan['bots'][number] => ({
    stopLossFraction: pick(null, 0.01, 0.03),
    takeProfitFraction: pick(null, null, 0.02),
  });
  return {
    faults,
    chaosMs: (3 + Math.floor(random.next() * 3)) * MINUTE_MS,
    resend: pick('never', 'never', 'sameBody'),
    streamStyle: pick('orderFirst', 'fillFirst', 'cumulative'),
    feeMode: pick('quote', 'received', 'third'),
    drift: faults.clockDrift === 0 ? 0 : (random.next() - 0.5) * 400e-6,
    restsCheaper: random.next() < 0.3,
    maxPositionFraction: pick(null, 0.3, 0.6),
    maxDailyLossFraction: pick(null, null, 0.01),
    sizeFraction: pick(0.05, 0.1, 0.2),
    bots: [bot(), bot(), bot(), bot()],
    eagerness: 0.9 + random.next() * 0.1,
    volatility: 0.0005 + random.next() * 0.004,
    halts: pick('never', 'never', 'never', 'once', 'flatten'),
  };
}
