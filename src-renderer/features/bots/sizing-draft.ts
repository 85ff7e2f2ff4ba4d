import type { BotConfigView, BotSizingView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

type Risk = BotConfigView['risk'];

/** How large entries are, when losses pause them, and the bot's own stops, as typed; empty switches a part off. */
export type SizingDraft = {
  readonly kind: BotSizingView['kind'] | 'equityShare';
  readonly amount: number | string;
  readonly riskPercent: number | string;
  readonly dailyPercent: number | string;
  readonly bars: number | string;
  readonly kellyPercent: number | string;
  readonly leastTrips: number | string;
  readonly beforePercent: number | string;
  readonly lossPauseMinutes: number | string;
  readonly lossesInRow: number | string;
  readonly rowPauseMinutes: number | string;
  readonly lossesPerDay: number | string;
  readonly trailingPercent: number | string;
  readonly maxBars: number | string;
};

export type SizingField = Exclude<keyof SizingDraft, 'kind'>;

export const PLAIN_SIZING: SizingDraft = {
  kind: 'equityShare',
  amount: 1000,
  riskPercent: 1,
  dailyPercent: 1,
  bars: 100,
  kellyPercent: 50,
  leastTrips: 30,
  beforePercent: 1,
  lossPauseMinutes: '',
  lossesInRow: '',
  rowPauseMinutes: 60,
  lossesPerDay: '',
  trailingPercent: '',
  maxBars: '',
};

/** What each way of sizing asks for. */
export const SIZE_FIELDS: Readonly<Record<SizingDraft['kind'], readonly SizingField[]>> = {
  equityShare: [],
  fixedAmount: ['amount'],
  riskPerTrade: ['riskPercent'],
  volatilityTarget: ['dailyPercent', 'bars'],
  kelly: ['kellyPercent', 'leastTrips', 'beforePercent'],
};

/** Whatever the size goes by. */
export const PAUSE_FIELDS: readonly SizingField[] = [
  'trailingPercent',
  'maxBars',
  'lossPauseMinutes',
  'lossesPerDay',
  'lossesInRow',
  'rowPauseMinutes',
];

type Bounds = {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
  readonly isOptional?: boolean;
};

const MOST_MINUTES = 43_200;
const BOUNDS: Readonly<Record<SizingField, Bounds>> = {
  amount: { least: 0.00000001, most: 1e12 },
  riskPercent: { least: 0.001, most: 100 },
  dailyPercent: { least: 0.001, most: 100 },
  bars: { least: 5, most: 1000, isWhole: true },
  kellyPercent: { least: 1, most: 100 },
  leastTrips: { least: 10, most: 10_000, isWhole: true },
  beforePercent: { least: 0.001, most: 100 },
  lossPauseMinutes: { least: 0.1, most: MOST_MINUTES, isOptional: true },
  lossesInRow: { least: 1, most: 100, isWhole: true, isOptional: true },
  rowPauseMinutes: { least: 0.1, most: MOST_MINUTES },
  lossesPerDay: { least: 1, most: 100, isWhole: true, isOptional: true },
  trailingPercent: { least: 0.01, most: 99.99, isOptional: true },
  maxBars: { least: 1, most: 1_000_000, isWhole: true, isOptional: true },
};

const fieldsOf = ({ kind }: SizingDraft): readonly SizingField[] => [...SIZE_FIELDS[kind], ...PAUSE_FIELDS];

export function sizingProblem(draft: SizingDraft, field: SizingField): string | undefined {
  if (!fieldsOf(draft).includes(field)) return undefined;
  const { least, most, isWhole = false, isOptional = false } = BOUNDS[field];
  const value = draft[field];
  if (value === '') return isOptional ? undefined : wording.ui.required;
  const number = Number(value);
  const isRight = number >= least && number <= most && (!isWhole || Number.isInteger(number));
  return isRight ? undefined : wording.bots.sizing.range(least, most);
}

export function hasSizingProblem(draft: SizingDraft): boolean {
  return fieldsOf(draft).some((field) => sizingProblem(draft, field) !== undefined);
}

export function sizingDraftOf({ sizing, cooldown, trailingFraction, maxBars }: Risk): SizingDraft {
  const minutes = (ms: number | null | undefined): number | string => (ms == null ? '' : ms / MINUTE_MS);
  return {
    ...PLAIN_SIZING,
    ...sizeDraftOf(sizing),
    trailingPercent: trailingFraction === undefined ? '' : percentOfFraction(trailingFraction),
    maxBars: maxBars ?? '',
    lossPauseMinutes: minutes(cooldown?.afterLossMs),
    lossesPerDay: cooldown?.lossesPerDay ?? '',
    lossesInRow: cooldown?.lossesInRow?.count ?? '',
    rowPauseMinutes: minutes(cooldown?.lossesInRow?.pauseMs ?? 60 * MINUTE_MS),
  };
}

const MINUTE_MS = 60_000;

function sizeDraftOf(sizing: BotSizingView | undefined): Partial<SizingDraft> {
  switch (sizing?.kind) {
    case undefined:
      return {};
    case 'fixedAmount':
      return { kind: sizing.kind, amount: sizing.amount };
    case 'riskPerTrade':
      return { kind: sizing.kind, riskPercent: percentOfFraction(sizing.riskFraction) };
    case 'volatilityTarget':
      return { kind: sizing.kind, dailyPercent: percentOfFraction(sizing.dailyFraction), bars: sizing.bars };
    case 'kelly': {
      const beforePercent = percentOfFraction(sizing.beforeFraction);
      return {
        kind: sizing.kind,
        kellyPercent: percentOfFraction(sizing.share),
        leastTrips: sizing.leastTrips,
        beforePercent,
      };
    }
  }
}

type SizingRisk = Pick<Risk, 'sizing' | 'cooldown' | 'trailingFraction' | 'maxBars'>;

/** What is sent; what is switched off is left out. */
export function sizingRiskOf(draft: SizingDraft): SizingRisk {
  const sizing = sizingOf(draft);
  const cooldown = cooldownOf(draft);
  const trailingFraction = fractionOfPercent(draft.trailingPercent);
  return {
    ...(sizing === null ? {} : { sizing }),
    ...(cooldown === null ? {} : { cooldown }),
    ...(trailingFraction === null ? {} : { trailingFraction }),
    ...(draft.maxBars === '' ? {} : { maxBars: Number(draft.maxBars) }),
  };
}

function sizingOf(draft: SizingDraft): BotSizingView | null {
  const fraction = (percent: number | string): number => fractionOfPercent(percent) ?? 0;
  switch (draft.kind) {
    case 'equityShare':
      return null;
    case 'fixedAmount':
      return { kind: 'fixedAmount', amount: Number(draft.amount) };
    case 'riskPerTrade':
      return { kind: 'riskPerTrade', riskFraction: fraction(draft.riskPercent) };
    case 'volatilityTarget':
      return { kind: 'volatilityTarget', dailyFraction: fraction(draft.dailyPercent), bars: Number(draft.bars) };
    case 'kelly': {
      const beforeFraction = fraction(draft.beforePercent);
      return {
        kind: 'kelly',
        share: fraction(draft.kellyPercent),
        leastTrips: Number(draft.leastTrips),
        beforeFraction,
      };
    }
  }
}

function cooldownOf({
  lossPauseMinutes,
  lossesPerDay,
  lossesInRow,
  rowPauseMinutes,
}: SizingDraft): NonNullable<Risk['cooldown']> | null {
  if (lossPauseMinutes === '' && lossesPerDay === '' && lossesInRow === '') return null;
  const milliseconds = (minutes: number | string): number => Math.round(Number(minutes) * MINUTE_MS);
  return {
    afterLossMs: lossPauseMinutes === '' ? null : milliseconds(lossPauseMinutes),
    lossesInRow: lossesInRow === '' ? null : { count: Number(lossesInRow), pauseMs: milliseconds(rowPauseMinutes) },
    lossesPerDay: lossesPerDay === '' ? null : Number(lossesPerDay),
  };
}
