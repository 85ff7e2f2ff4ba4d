import type { SettingsView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

type AccountRisk = SettingsView['accountRisk'];

/** The limits as typed: percent, empty for none; the day's beginning as `HH:MM` UTC. */
export type AccountLimitsDraft = {
  readonly maxPositionPercent: number | string;
  readonly maxDailyLossPercent: number | string;
  readonly dayBegins: string;
};

export type RiskProblems = Partial<Record<keyof AccountLimitsDraft, string>>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MOST_PERCENT = { maxPositionPercent: 1000, maxDailyLossPercent: 100 } as const;

export function draftOfRisk(risk: AccountRisk): AccountLimitsDraft {
  const minutes = (Math.round(risk.dayRollOffsetMs / MINUTE_MS) + DAY_MINUTES) % DAY_MINUTES;
  return {
    maxPositionPercent: percentOf(risk.maxPositionFraction),
    maxDailyLossPercent: percentOf(risk.maxDailyLossFraction),
    dayBegins: `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`,
  };
}

export function problemsOfRisk(draft: AccountLimitsDraft): RiskProblems {
  const problems: RiskProblems = {};
  for (const field of ['maxPositionPercent', 'maxDailyLossPercent'] as const) {
    const percent = Number(draft[field]);
    const isWithin = percent > 0 && percent <= MOST_PERCENT[field];
    if (draft[field] !== '' && !isWithin) problems[field] = wording.settings.positivePercent(`${MOST_PERCENT[field]}%`);
  }
  if (!CLOCK.test(draft.dayBegins.trim())) problems.dayBegins = wording.settings.dayRollProblem;
  return problems;
}

/** What is sent; undefined while something is wrong. */
export function accountRiskOf(draft: AccountLimitsDraft): AccountRisk | undefined {
  const clock = CLOCK.exec(draft.dayBegins.trim());
  if (clock === null || Object.keys(problemsOfRisk(draft)).length > 0) return undefined;
  return {
    maxPositionFraction: fractionOfPercent(draft.maxPositionPercent),
    maxDailyLossFraction: fractionOfPercent(draft.maxDailyLossPercent),
    dayRollOffsetMs: (Number(clock[1]) * 60 + Number(clock[2])) * MINUTE_MS,
  };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function percentOf(fraction: number | null): number | string {
  return fraction === null ? '' : percentOfFraction(fraction);
}
