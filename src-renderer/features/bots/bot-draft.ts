import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { BotConfigView, BotOriginView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent, percentOfFraction } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { hasSchemaProblems } from '../../ui/schema-problems.ts';
import { NO_REGIMES, type RegimeDraft, regimeDraftOf, regimeProblem, regimesOf } from '../regimes/index.ts';
import {
  type ExecutionDraft,
  executionDraftOf,
  executionOf,
  hasExecutionProblem,
  PLAIN_EXECUTION,
} from './execution-draft.ts';

import { hasSizingProblem, PLAIN_SIZING, type SizingDraft, sizingDraftOf, sizingRiskOf } from './sizing-draft.ts';

/** The form as typed: shares in percent, empty for none. */
export type BotDraft = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly instrumentId: string | null;
  readonly interval: BotConfigView['interval'];
  readonly strategyId: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sizePercent: number | string;
  readonly stopPercent: number | string;
  readonly targetPercent: number | string;
  readonly leverage: number | string;
  readonly sizing: SizingDraft;
  readonly execution: ExecutionDraft;
  readonly regimes: RegimeDraft;
  readonly fromRun?: BotOriginView;
};

export type DraftProblems = Partial<Record<keyof BotDraft, string>>;

type Limits = { readonly most: number; readonly mostIncluded: boolean; readonly isOptional: boolean };

const LIMITS = {
  sizePercent: { most: 100, mostIncluded: true, isOptional: false },
  stopPercent: { most: 100, mostIncluded: false, isOptional: true },
  targetPercent: { most: 10_000, mostIncluded: true, isOptional: true },
} as const satisfies Partial<Record<keyof BotDraft, Limits>>;

const FIRST_SIZE_PERCENT = 10;
/** What a bot trades with that does not say otherwise. */
const PAPER_ACCOUNT = 'paper';

/** A new bot on the first instrument with the first strategy, ready to be saved as it is. */
export function newDraft(
  id: string,
  instruments: readonly InstrumentView[],
  strategies: readonly StrategyView[],
): BotDraft {
  const instrument = instruments.find(({ simulated }) => simulated) ?? instruments[0];
  const strategy = strategies[0];
  return {
    id,
    accountId: PAPER_ACCOUNT,
    name: wording.bots.form.defaultName(instrument?.symbol ?? '', strategy?.title ?? '').trim(),
    instrumentId: instrument?.id ?? null,
    interval: '1m',
    strategyId: strategy?.id ?? null,
    params: strategy?.defaults ?? {},
    sizePercent: FIRST_SIZE_PERCENT,
    stopPercent: '',
    targetPercent: '',
    leverage: 1,
    sizing: PLAIN_SIZING,
    execution: PLAIN_EXECUTION,
    regimes: NO_REGIMES,
  };
}

export function draftOf(config: BotConfigView): BotDraft {
  const { risk, accountId = PAPER_ACCOUNT, ...rest } = config;
  return {
    ...rest,
    accountId,
    sizePercent: percentOfFraction(risk.sizeFraction),
    stopPercent: risk.stopLossFraction === null ? '' : percentOfFraction(risk.stopLossFraction),
    targetPercent: risk.takeProfitFraction === null ? '' : percentOfFraction(risk.takeProfitFraction),
    leverage: risk.leverage,
    sizing: sizingDraftOf(risk),
    execution: executionDraftOf(config),
    regimes: regimeDraftOf(config.regimes),
  };
}

/** What keeps the draft from being saved, by field; no entries when nothing does. */
export function problemsOf(draft: BotDraft, strategies: readonly StrategyView[]): DraftProblems {
  const texts = wording.bots.form;
  const problems: DraftProblems = {};
  if (draft.name.trim() === '') problems.name = texts.nameRequired;
  if (draft.instrumentId === null) problems.instrumentId = texts.instrumentRequired;
  const strategy = strategies.find(({ id }) => id === draft.strategyId);
  if (strategy === undefined) problems.strategyId = texts.strategyRequired;
  else if (hasSchemaProblems(strategy.schema, draft.params)) problems.params = texts.parameters;
  for (const field of ['sizePercent', 'stopPercent', 'targetPercent'] as const) {
    const problem = percentProblem(draft[field], LIMITS[field]);
    if (problem !== undefined) problems[field] = problem;
  }
  const leverage = leverageProblem(draft.leverage);
  if (leverage !== undefined) problems.leverage = leverage;
  if (hasSizingProblem(draft.sizing)) problems.sizing = wording.bots.sizing.label;
  if (hasExecutionProblem(draft.execution)) problems.execution = wording.bots.execution.label;
  const regimes = regimeProblem(draft.regimes);
  if (regimes !== undefined) problems.regimes = regimes;
  return problems;
}

/** What is sent; undefined while something is missing. */
export function configOf(draft: BotDraft, strategies: readonly StrategyView[]): BotConfigView | undefined {
  const { instrumentId, strategyId } = draft;
  if (instrumentId === null || strategyId === null) return undefined;
  if (Object.keys(problemsOf(draft, strategies)).length > 0) return undefined;
  const regimes = regimesOf(draft.regimes);
  return {
    id: draft.id,
    name: draft.name.trim(),
    ...(draft.accountId === PAPER_ACCOUNT ? {} : { accountId: draft.accountId }),
    instrumentId,
    interval: draft.interval,
    strategyId,
    params: { ...draft.params },
    risk: {
      sizeFraction: fractionOfPercent(draft.sizePercent) ?? 0,
      stopLossFraction: fractionOfPercent(draft.stopPercent),
      takeProfitFraction: fractionOfPercent(draft.targetPercent),
      leverage: Number(draft.leverage),
      ...sizingRiskOf(draft.sizing),
    },
    execution: executionOf(draft.execution),
    ...(regimes === undefined ? {} : { regimes }),
    ...(draft.fromRun === undefined ? {} : { fromRun: draft.fromRun }),
  };
}

const MOST_LEVERAGE = 125;

function leverageProblem(value: number | string): string | undefined {
  if (value === '') return wording.ui.required;
  const leverage = Number(value);
  return leverage >= 1 && leverage <= MOST_LEVERAGE ? undefined : wording.bots.form.leverageOutOfRange(MOST_LEVERAGE);
}

function percentProblem(value: number | string, limits: Limits): string | undefined {
  if (value === '') return limits.isOptional ? undefined : wording.ui.required;
  const percent = Number(value);
  const isWithin = percent > 0 && (limits.mostIncluded ? percent <= limits.most : percent < limits.most);
  return isWithin ? undefined : wording.bots.form.outOfRange(`${limits.most}%`, limits.mostIncluded === true);
}
