import type { BotRisk } from '../../src-main/model/bot.ts';
import type { GovernorLimits } from '../../src-main/model/governor-limits.ts';
import { NO_GOVERNOR_LIMITS } from '../../src-main/model/governor-limits.ts';
import type { SessionOptions } from './engine-session.ts';
import { EngineSession } from './engine-session.ts';

/** A session whose accounts a governor looks over. */
export function governedSession(limits: Partial<GovernorLimits>, options: SessionOptions = {}): EngineSession {
  return new EngineSession({ ...options, governor: { ...NO_GOVERNOR_LIMITS, ...limits } });
}

export const share = (sizeFraction: number, changes: Partial<BotRisk> = {}): BotRisk => ({
  sizeFraction,
  stopLossFraction: null,
  takeProfitFraction: null,
  leverage: 1,
  ...changes,
});
