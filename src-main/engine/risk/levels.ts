import type { GovernorLimit, GovernorLimits, LimitName } from '../../model/governor-limits.ts';
import type { Money } from '../../model/money.ts';
import { moneyToText, ratioFromNumber, shareOf } from '../../model/money.ts';
import type { HoldEnd } from '../../model/risk-mode.ts';
import type { Watermarks } from '../ports/journal.ts';
import type { Refusal } from './rule.ts';

type LevelName = Extract<LimitName, 'totalDrawdown' | 'dayDrawdown' | 'weekDrawdown' | 'dayLoss'>;

/** Where the account may not fall to: no order breaks such a limit, time does. */
type Level = {
  readonly name: LevelName;
  readonly from: (marks: Watermarks) => Money;
  /** When a breach is over by itself. */
  readonly until: HoldEnd;
  readonly words: string;
};

const LEVELS: readonly Level[] = [
  { name: 'totalDrawdown', from: ({ peak }) => peak, until: 'released', words: 'its peak' },
  { name: 'dayDrawdown', from: ({ day }) => day.peak, until: 'day', words: "the day's peak" },
  { name: 'weekDrawdown', from: ({ week }) => week.peak, until: 'week', words: "the week's peak" },
  { name: 'dayLoss', from: ({ day }) => day.start, until: 'day', words: 'what the day began with' },
];

/** How far the equity is below the mark of a level, and how far it may be. */
export type LevelUse = { readonly name: LevelName; readonly used: Money; readonly allowed: Money | null };

export type Breach = {
  readonly name: LevelName;
  readonly limit: GovernorLimit;
  readonly until: HoldEnd;
  readonly refusal: Refusal;
};

export type LevelTerms = {
  readonly limits: GovernorLimits;
  readonly marks: Watermarks;
  readonly equity: Money;
  readonly asset: string;
};

function levelUse(level: Level, { limits, marks, equity }: Omit<LevelTerms, 'asset'>): LevelUse {
  const limit = limits[level.name];
  const mark = level.from(marks);
  const allowed = limit === null ? null : shareOf(mark, ratioFromNumber(limit.most));
  return { name: level.name, used: (mark - equity) as Money, allowed };
}

/**
 * Every level the equity has come down to. A fall of exactly the limit is one; no fall is none, also where the mark is
 * zero because no money has come in yet.
 */
export function brokenLevels(terms: LevelTerms): readonly Breach[] {
  const broken: Breach[] = [];
  for (const level of LEVELS) {
    const use = levelUse(level, terms);
    const limit = terms.limits[level.name];
    if (limit === null || use.allowed === null || use.used <= 0n || use.used < use.allowed) continue;
    const refusal = inWords(level, use.used, use.allowed, terms.asset);
    broken.push({ name: level.name, limit, until: level.until, refusal });
  }
  return broken;
}

function inWords({ name, words }: Level, used: Money, allowed: Money, asset: string): Refusal {
  const limit = `equity less than ${moneyToText(allowed)} ${asset} below ${words}`;
  return { rule: name, limit, actual: `${moneyToText(used)} ${asset} below` };
}

/** Every level that has a limit: what it allows, and where the equity is. */
export function levelsInWords(terms: LevelTerms): readonly Refusal[] {
  return LEVELS.flatMap((level) => {
    const { used, allowed } = levelUse(level, terms);
    return allowed === null ? [] : [inWords(level, used, allowed, terms.asset)];
  });
}

/** Of every level; what is allowed is null where it has no limit. */
export function levelUses(terms: Omit<LevelTerms, 'asset'>): readonly LevelUse[] {
  return LEVELS.map((level) => levelUse(level, terms));
}
